#include "catch.h"

#include "gateway/core/text/key_shape.h"

using namespace gateway;

TEST_CASE("distinguishes keys from user-chosen names")
{
    struct Row {
        const char* text;
        bool isKey;
    };
    const auto row = GENERATE(values<Row>({
        {"gsk_abcdefghijklmnopqrst", true},
        {"gsk_0123456789abcdef", true},
        {"sk_live_51HxAbCdEfGhIj", true},
        {"sk-proj-0123456789abcdef", true},
        {"AIzaSyA1234567890abcdef", true},
        {"xai-abcdefghijkl", true},
        {"hf_aBcDeFgHiJkLmNoP", true},
        {"r8_abcdefghijklmnop", true},
        {"pplx-0123456789ab", true},
        {"0f3a9c5e7b1d2846af09c3e5d7b1f284", true},                 // no known prefix
        {"0f3a9c5e7b1d2846af09c3e5d7b1f284.Zk3PqLm1XyTt", true},
        {"fw_3ZkQp9LmXy7TtRr2Bb5Nn8Cc", true},
        {"MY_KEY_3ZkQp9LmXy7TtRr2Bb5Nn8Cc", true},
        {"DEEPSEEK_API_KEY", false},
        {"AZURE_OPENAI_API_KEY_EASTUS2_PROD01", false},
        {"hf_token_of_my_team", false},
        {"gsk_token_for_testing", false},
        {"gsk_short", false},
        {"KEY_2", false},
        {"MyCompanyOpenAiApiKeyOf2026", false},
        {"SIGNALBOXTESTKEYFOREVERYTHING", false},
        {"deepseek/main", false},
        {"E2E_CONSUMER_KEY_17", false},
        {"", false},
    }));
    CAPTURE(row.text);
    CHECK(hasKeyShape(row.text) == row.isKey);
}

TEST_CASE("a prefix alone does not identify keys without a known prefix")
{
    CHECK(beginsLikeKey("gsk_abcdefghijklmnopqrst"));
    CHECK_FALSE(beginsLikeKey("0f3a9c5e7b1d2846af09c3e5d7b1f284"));
    CHECK_FALSE(beginsLikeKey("sk-learn is a library of it"));
}
