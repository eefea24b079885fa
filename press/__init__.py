"""Carries words (data/) into shapes (schemas/, templates/) and prints bilingual pages (docs/, site/)."""
