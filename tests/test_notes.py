# ruff: noqa: E501 (a row of a table is a line)
"""The overviews carry the three tables that the handbook grew from: every judgement, name and number, in both languages."""

from pathlib import Path

import pytest

DOCS = Path(__file__).parent.parent / "docs"

ROWS = """
lifecycle/pre-training | OpenAI / Meta, GPU 1만 개, 인터넷 전체, 자기 지도 학습, 베이스 모델, 말은 잘하는데 멍청함 | OpenAI / Meta, 10,000 GPUs, whole internet, Self-supervised, Base model, talks well but is dumb
lifecycle/fine-tuning | OpenAI / Meta, Q&amp;A 데이터, 지시 따르기, ① 지도 학습, SFT, RLHF, 인스트럭트 모델, 말 잘 듣는 비서 | OpenAI / Meta, follow instructions, Q&amp;A data, ① Supervised, SFT, RLHF, Instruct model, does as it is told
lifecycle/release | 허브, Hugging Face, 내려받는다, 공개 모델, Llama-3-Instruct, 완성품 | Hub, Hugging Face, download, Released model, Llama-3-Instruct, finished product
lifecycle/inference | 개발자, 나, 내 데이터, 결과, 학습 안 함, 쓰기만 함 | Developer, me, my data, results, no learning, only used
lifecycle/my-fine-tuning | (선택), 우리 회사 데이터, 추가 교육, ① 지도 학습, SFT, 커스텀 모델, 우리 회사 전용 AI | (optional), further schooling, company's data, ① Supervised, SFT, Custom model, our company's own AI
learning-types/supervised | 정답지 보고 외우기, 1:1, 고양이, SVM, 로지스틱 회귀, 선형 회귀, 랜덤 포레스트, SFT, 스팸 분류, 암 진단, 집값과 주가, LLM 챗봇화, 가장 성능이 좋지만 비싸다, 90% | Memorising from the answer sheet, one to one, cat, SVM, Logistic regression, Linear regression, Random forest, SFT, Spam, Cancer, House and stock price, chatbot, Performs best, expensive, 90%
learning-types/unsupervised | 끼리끼리 묶기, 숨은 구조, 고객 로그 1TB, 군집화, K-평균, 차원 축소, PCA, 이상 탐지, 아이솔레이션 포레스트, 고객 세분화 (마케팅), 사기 탐지, 시각화, 0원, 지도 학습 전 단계, 레이블링 자동화 | Grouping like with like, hidden structure, 1 TB of customer logs, Clustering, K-means, Dimensionality reduction, PCA, Anomaly detection, Isolation forest, Customer segmentation (marketing), Fraud, visualisation, 0 won, before supervised learning, automate labelling
learning-types/semi-supervised | 하나를 배우고 열을 알기, 소량의 정답, 스스로 레이블링, 소량 정답 + 대량 무정답, 자가 훈련, GAN, 의료 영상, 저자원 언어 번역, 가성비 최강, 비지도 분류 → 지도 학습 | Learning one, knowing ten, few answers, labels the rest by itself, Self-training, GAN, Medical image, Low-resource translation, best value for money, unsupervised grouping → supervised learning
learning-types/self-supervised | 빈칸 채우기 놀이, 가리고(mask), 문맥, 데이터 자체가 정답, BERT, GPT, Llama, SimCLR, LLM 사전 학습, 문맥과 의미 이해, NLU 기본 모델, 두뇌, 컴퓨팅 자원, 빅테크 | filling in the blanks, masked, context, data itself is the answer, BERT, GPT, Llama, SimCLR, LLM pre-training, context and meaning, Base models for NLU, brain, computing resources, big tech
learning-types/reinforcement | 당근과 채찍, 시행착오, 보상(점수), 환경(Env), 보상(Reward), Q-러닝, DQN, RLHF, PPO, DPO, 알파고, 바둑, 로봇 제어, 보행, 윤리와 말투, 예절, 뉘앙스, Human Preference | Carrot and stick, trial and error, reward (score), Environment, reward, Q-learning, DQN, RLHF, PPO, DPO, Go, AlphaGo, Robot control, walk, ethics and tone, manners, nuances, human preference
training-stages/pre-training | ④ 자기 지도 학습, Meta, Google, 인터넷 전체, 정답 없음, 지능의 탄생, 언어 문법, 세계 지식, 논리력, 베이스 모델, 말은 잘하는데 멍청함, 대학 교육, 전공 서적 1만 권 | ④ Self-supervised, Meta, Google, whole internet, no answers, Birth of intelligence, grammar, knowledge of the world, logic, Base model, talks well but is dumb, University, 10,000 textbooks of one's major
training-stages/instruction-tuning | ① 지도 학습, Meta, Google, Q&amp;A, 지시+답변, 정답 있음, 대화 능력 장착, 명령을 수행, 인스트럭트 모델, 일 잘하는 비서, 신입 연수, 업무 매뉴얼 | ① Supervised, Meta, Google, Q&amp;A, instruction + answer, with answers, Equipped for conversation, carry out commands, Instruct model, good at the job, New-employee training, manual
training-stages/alignment | ⑤ 강화 학습, Meta, Google, A보다 B가 좋아, 점수, Reward, 예절과 윤리 주입, 말투와 안전성, 챗 모델, 예의 바르고 안전한 비서, 인성 교육, 동료 | ⑤ Reinforcement, Meta, Google, B is better than A, score (reward), manners and ethics, tone, safety, Chat model, polite and safe, Character education, colleagues
training-stages/custom-tuning | ① 지도 학습, 나, 개발자, 우리 회사 데이터, 정답 있음, 도메인 전문가 특화, 법률, 의료, 사내 규정, 커스텀 모델, 우리 회사 전용 AI, 부서 배치, 업무 스타일 | ① Supervised, me, a developer, our company's, with answers, domain expert, law, medicine, company rules, Custom model, our company's own AI, Assignment to a department, way of working
"""

BELOW = """
lifecycle | 제조사의 영역, 전기세만 수십억 원, 개인, 사전 학습된 모델, 남이 만든 똑똑한 모델, 베이스, 인스트럭트, 살짝만 더, 미세 조정, 일반적인 AI 개발자 | maker's territory, billions of won, individual, pre-trained model, smart model that somebody else has made, base, instruct, a little more, fine-tuning, most AI developers
training-stages | 인터넷 글을 읽으며, 지식을 쌓아, 베이스 모델, 질문에 답하는 법, 인스트럭트 모델, 피드백(점수), 자연스러운 말투, 챗 모델, ④ 자기 지도 학습으로 태어나서, ① 지도 학습으로 말을 배우고, ⑤ 강화 학습으로 예절을 익혔다 | text from the internet, builds up knowledge, base model, how to answer, instruct model, feedback as a score, natural way of speaking, chat model, born by ④ self-supervised learning, talk by ① supervised learning, manners by ⑤ reinforcement learning
"""


def cases(table):
    lines = [line.split(" | ") for line in table.strip().splitlines()]
    return [
        pytest.param(language, page, words.split(", "), id=f"{language}/{page}")
        for page, *sides in lines
        for language, words in zip(("ko", "en"), sides, strict=True)
    ]


@pytest.mark.parametrize("language, page, words", cases(ROWS))
def test_a_row_of_a_table_has_all_that_it_had(language, page, words):
    collection, id_ = page.split("/")
    overview = (DOCS / language / collection / "index.md").read_text(encoding="utf-8")
    row = next(
        line for line in overview.splitlines() if line.startswith("| [") and f"({id_}.md)" in line.split(" | ")[0]
    )

    assert [word for word in words if word not in row] == []


@pytest.mark.parametrize("language, page, words", cases(BELOW))
def test_the_remarks_below_a_table_are_all_there(language, page, words):
    overview = (DOCS / language / page / "index.md").read_text(encoding="utf-8")

    assert [word for word in words if word not in overview] == []
