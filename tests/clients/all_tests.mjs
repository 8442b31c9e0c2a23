// node FILE BIN runs one SDK's tests, and this one all: in one process, so that each gets its argument.
import './openai_test.mjs';
import './ai_sdk_test.mjs';
import './langchain_test.mjs';
