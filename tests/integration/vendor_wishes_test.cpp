#include "catch.h"

#include "scenario.h"

using namespace tests;

namespace {

/// A provider of each type at one upstream, with the type as its id.
class Vendors {
public:
    Vendors()
        : m_gateway(config(), withKey())
    {
        REQUIRE(m_gateway.isListening());
    }

    /// What the upstream got for a client's request.
    Json asked(const std::string& path, const std::string& body)
    {
        const std::size_t before = m_upstream.allRequests().size();
        m_answer = exchange(m_gateway.port(), {.target = path, .body = body});
        const auto requests = m_upstream.allRequests();
        CAPTURE(m_answer.raw);
        REQUIRE(requests.size() == before + 1);
        return parsed(requests.back().body);
    }
    std::string dropped() const { return std::string(m_answer.headerOr("x-signalbox-dropped")); }

private:
    Json config() const
    {
        std::vector<Json> providers;
        for (const char* type : {"deepseek", "zai", "doubao", "moonshot", "qwen", "minimax", "openrouter", "perplexity",
                 "xiaomi", "anthropic", "anthropic-compatible", "gemini-compatible"}) {
            Json each = provider(type, m_upstream.baseUrl(), {kKeyReference});
            each["type"] = type;
            each["models"] = Json::array();
            providers.push_back(each);
        }
        return configuration(providers);
    }

    FakeUpstream m_upstream;
    GatewayProcess m_gateway;
    HttpAnswer m_answer;
};

constexpr const char* kChat = "/v1/chat/completions";
constexpr const char* kMessages = "/v1/messages";

/// A client request in the format of `path`.
std::string wishFor(const std::string& path, const std::string& model, const std::string& extra)
{
    const std::string limit = path == kMessages ? R"(,"max_tokens":20000)" : "";
    return ask(model, limit + (extra.empty() ? "" : "," + extra));
}

/// The fields of `expected` in `body`; null: absent.
void checkFields(const Json& body, const std::string& expected)
{
    const Json fields = parsed(expected);
    REQUIRE(fields.is_object());
    for (const auto& [key, value] : fields.items()) {
        CAPTURE(key, body.dump());
        CHECK((body.contains(key) ? body[key] : Json()) == value);
    }
}

} // namespace

TEST_CASE("sets reasoning in each vendor's own field", "[sanitized]")
{
    struct Row {
        const char* path;
        const char* model;
        const char* said;
        const char* expected;
    };
    const std::vector<Row> rows{
        {kMessages, "deepseek/deepseek-v4-pro", R"("thinking":{"type":"disabled"})",
            R"({"thinking":{"type":"disabled"},"reasoning_effort":null})"},
        {kMessages, "deepseek/deepseek-v4-pro", R"("thinking":{"type":"enabled","budget_tokens":2048})",
            R"({"thinking":{"type":"enabled"},"reasoning_effort":"low"})"},
        {kMessages, "deepseek/deepseek-v4-pro", R"("top_p":1)", R"({"thinking":null,"reasoning_effort":null})"},
        {kChat, "deepseek/deepseek-v4-pro", R"("reasoning_effort":"none")",
            R"({"thinking":{"type":"disabled"},"reasoning_effort":null})"},
        {kChat, "deepseek/deepseek-v4-pro", R"("reasoning_effort":"high")",
            R"({"thinking":{"type":"enabled"},"reasoning_effort":"high"})"},
        {kChat, "deepseek/deepseek-v4-pro", R"("reasoning_effort":"high","thinking":{"type":"disabled"})",
            R"({"thinking":{"type":"disabled"},"reasoning_effort":"high"})"},
        {kMessages, "qwen/another-new-one", R"("thinking":{"type":"enabled","budget_tokens":5000})",
            R"({"enable_thinking":true,"thinking_budget":5000,"reasoning_effort":null,"thinking":null})"},
        {kMessages, "qwen/qwen3-max", R"("thinking":{"type":"enabled","budget_tokens":5000})", // which cannot reason
            R"({"enable_thinking":null,"thinking_budget":null,"reasoning_effort":null})"},
        {kMessages, "qwen/a-new-one", R"("thinking":{"type":"disabled"})",
            R"({"enable_thinking":false,"thinking_budget":null,"reasoning_effort":null})"},
        {kChat, "qwen/a-new-one", R"("reasoning_effort":"high")",
            R"({"enable_thinking":true,"thinking_budget":null,"reasoning_effort":null})"},
        {kMessages, "minimax/MiniMax-M3", R"("thinking":{"type":"enabled","budget_tokens":5000})",
            R"({"thinking":{"type":"adaptive"},"reasoning_effort":null,"reasoning_split":true})"},
        {kMessages, "minimax/MiniMax-M3", R"("thinking":{"type":"disabled"})",
            R"({"thinking":{"type":"disabled"},"reasoning_split":true})"},
        {kChat, "minimax/MiniMax-M3", R"("n":1)", R"({"thinking":null,"reasoning_split":null})"},
        {kMessages, "doubao/ep-1", R"("thinking":{"type":"disabled"})", R"({"thinking":{"type":"disabled"}})"},
        {kMessages, "xiaomi/mimo-v2.5", R"("thinking":{"type":"disabled"})", R"({"thinking":{"type":"disabled"}})"},
        {kMessages, "moonshot/kimi-k2.6", R"("thinking":{"type":"disabled"})", R"({"thinking":{"type":"disabled"}})"},
        {kMessages, "moonshot/kimi-k2-0905-preview", R"("thinking":{"type":"disabled"})",
            R"({"thinking":null,"reasoning_effort":null})"},
    };
    Vendors vendors;
    for (const Row& row : rows) {
        CAPTURE(row.model, row.said);
        checkFields(vendors.asked(row.path, wishFor(row.path, row.model, row.said)), row.expected);
    }
    const Json gemini = vendors.asked("/v1beta/models/zai/glm-4.6:generateContent",
        R"({"contents":[{"role":"user","parts":[{"text":"hi"}]}],"generationConfig":{"thinkingConfig":{"thinkingBudget":0}}})");
    checkFields(gemini, R"({"thinking":{"type":"disabled"},"reasoning_effort":null})");
}

TEST_CASE("sends cache markers only to vendors that support them")
{
    struct Row {
        const char* model;
        const char* content;
        const char* dropped;
    };
    constexpr const char* kMarked = R"([{"type":"text","text":"a","cache_control":{"type":"ephemeral"}}])";
    const std::vector<Row> rows{{"zai/glm-4.6", kMarked, ""}, {"minimax/MiniMax-M3", kMarked, ""},
        {"deepseek/deepseek-chat", R"("a")", "cache_control"}};
    Vendors vendors;
    for (const Row& row : rows) {
        CAPTURE(row.model);
        const Json body =
            vendors.asked(kMessages, wishFor(kMessages, row.model, std::string(R"("system":)") + kMarked));
        CHECK(body["messages"][0]["content"] == parsed(row.content));
        CHECK(vendors.dropped() == row.dropped);
    }
}

TEST_CASE("changes what a vendor refuses or ignores")
{
    struct Row {
        const char* model;
        const char* said;
        const char* expected;
        const char* dropped;
    };
    constexpr const char* kTools = R"("tools":[{"type":"function","function":{"name":"f"}}])";
    const std::vector<Row> rows{
        {"moonshot/kimi-k2.6", R"("temperature":0.2,"top_p":0.5)", R"({"temperature":null,"top_p":null})",
            "temperature, top_p"},
        {"moonshot/kimi-k2-0905-preview", R"("temperature":0.2)", R"({"temperature":0.2})", ""},
        {"moonshot/kimi-k2-0905-preview", R"("temperature":0.2,"n":2)", R"({"temperature":0.3})",
            "temperature below 0.3"},
        {"perplexity/a-new-one", kTools, R"({"tools":null})", "tools"},
        {"doubao/ep-1", R"("max_completion_tokens":9)", R"({"max_tokens":9,"max_completion_tokens":null})", ""},
    };
    Vendors vendors;
    for (const Row& row : rows) {
        CAPTURE(row.model, row.said);
        checkFields(vendors.asked(kChat, wishFor(kChat, row.model, row.said)), row.expected);
        CHECK(vendors.dropped() == row.dropped);
    }
    constexpr const char* kList = R"([{"type":"text","text":"a"},{"type":"text","text":"b"}])";
    const auto said = [&](const char* model) {
        return vendors.asked(kChat,
            std::string(R"({"model":")") + model + R"(","messages":[{"role":"user","content":)" + kList
                + R"(},{"role":"assistant","content":)" + kList + R"(},{"role":"user","content":"c"}]})")["messages"];
    };
    const Json zai = said("zai/glm-4.6");
    CHECK(zai[0]["content"] == parsed(kList));
    CHECK(zai[1]["content"] == "a\nb");
    CHECK(said("moonshot/kimi-k2.6")[0]["content"] == "a\nb");
    CHECK(said("qwen/qwen-max")[0]["content"] == "a\nb");
    CHECK(said("openrouter/some/model")[1]["content"] == parsed(kList));
}

TEST_CASE("sends Anthropic's format only with what its host supports", "[sanitized]")
{
    struct Row {
        const char* model;
        const char* said;
        const char* expected;
    };
    constexpr const char* kSchema =
        R"("response_format":{"type":"json_schema","json_schema":{"name":"s","schema":{"type":"object","properties":{}}}})";
    const std::vector<Row> rows{
        {"anthropic/claude-sonnet-4-5", R"("reasoning_effort":"high","max_completion_tokens":30000)",
            R"({"thinking":{"type":"enabled","budget_tokens":16384},"output_config":null})"},
        {"anthropic/claude-opus-4-8", R"("reasoning_effort":"high","max_completion_tokens":30000,"temperature":0.5)",
            R"({"thinking":{"type":"adaptive"},"output_config":{"effort":"high"},"temperature":null})"},
        {"anthropic/claude-opus-4-8", R"("temperature":0.5)", R"({"temperature":null,"thinking":null})"},
        {"anthropic/claude-sonnet-4-5", kSchema,
            R"({"output_config":{"format":{"type":"json_schema","schema":{"type":"object","properties":{},"additionalProperties":false}}},
            "tools":null})"},
        {"anthropic-compatible/m", kSchema,
            R"({"output_config":null,"tool_choice":{"type":"tool","name":"signalbox_structured_answer"}})"},
    };
    Vendors vendors;
    for (const Row& row : rows) {
        CAPTURE(row.model, row.said);
        checkFields(vendors.asked(kChat, wishFor(kChat, row.model, row.said)), row.expected);
    }
}

TEST_CASE("sends schemas in a common subset to a host that only imitates Gemini")
{
    Vendors vendors;
    const Json body = vendors.asked(kChat,
        wishFor(kChat, "gemini-compatible/m",
            R"("tools":[{"type":"function","function":{"name":"f","parameters":{"type":"object","properties":{"a":{"type":"string"}}}}}])"));
    const Json& function = body["tools"][0]["functionDeclarations"][0];
    CAPTURE(body.dump());
    CHECK(function.contains("parameters"));
    CHECK_FALSE(function.contains("parametersJsonSchema"));
}
