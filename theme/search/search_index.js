// The theme asks for this when a page is opened from a disk. What it searches is in assets/find/.
var __index = { config: { lang: ["en"], separator: " ", pipeline: [] }, docs: [] };
