// node FILE BIN runs the tests of one SDK, this file all of them: in one process, so that each gets its argument.
import './openai_test.mjs';
import './ai_sdk_test.mjs';
import './langchain_test.mjs';
