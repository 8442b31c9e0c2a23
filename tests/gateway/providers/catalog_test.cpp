#include "catch.h"

#include <algorithm>

#include "gateway/providers/catalog.h"

#include <QFile>
#include <QProcess>
#include <QStandardPaths>

#include <chrono>
#include <set>

using namespace gateway;
using namespace gateway::providers;

namespace {

std::shared_ptr<const Catalog> loaded()
{
    const auto catalog = Catalog::load();
    REQUIRE(catalog);
    return *catalog;
}

} // namespace

TEST_CASE("every catalog entry has a unique ID and a name and endpoints")
{
    const auto catalog = loaded();
    CHECK(catalog->entries().size() >= 180);
    CHECK(catalog->snapshotDate() == "2026-07-02");
    std::set<std::string> names;
    for (const CatalogEntry& entry : catalog->entries()) {
        CAPTURE(entry.id);
        CHECK_FALSE(entry.name.empty());
        CHECK_FALSE(entry.endpoints.empty());
        CHECK(names.insert(entry.id).second);
        CHECK(catalog->find(entry.id) == &entry);
        CHECK(entry.note.en.empty() == entry.note.zh.empty());
        for (const std::string& alias : entry.aliases) {
            CHECK(names.insert(alias).second);
            CHECK(catalog->find(alias) == &entry);
        }
        // ids are provider ids by default: "provider/model" is split at the first slash
        CHECK(entry.id.find('/') == std::string::npos);
        for (const auto& [from, to] : entry.renamedParameters)
            CHECK((!from.empty() && !to.empty()));
        if (!entry.modelsPath.empty())
            CHECK(entry.modelsPath.front() == '/');
        for (const Endpoint& endpoint : entry.endpoints)
            if (!endpoint.path.empty()) {
                const bool isResponses = endpoint.protocol == Protocol::OpenAiResponses;
                CHECK((endpoint.path.front() == '/' && endpoint.path.ends_with(isResponses ? "/responses" : "/chat/completions")));
            }
    }
    CHECK(catalog->find("nobody") == nullptr);
    CHECK(catalog->find("") == nullptr);
}

TEST_CASE("Chinese providers have the names that people there know them by")
{
    const auto catalog = loaded();
    for (const char* const name : {"智谱", "百炼", "通义千问", "豆包", "火山方舟", "月之暗面", "千帆", "文心一言", "混元", "讯飞星火", "阶跃星辰", "硅基流动", "深度求索", "零一万物", "百川", "魔搭", "小米", "七牛"}) {
        CAPTURE(name);
        CHECK(std::any_of(catalog->entries().begin(), catalog->entries().end(), [&](const CatalogEntry& entry) { return entry.chineseName.find(name) != std::string::npos; }));
    }
    std::set<std::string> shown; // two of one name could not be told apart
    for (const CatalogEntry& entry : catalog->entries()) {
        CAPTURE(entry.id);
        CHECK(shown.insert(entry.nameIn(QStringLiteral("zh_CN"))).second);
        CHECK((entry.region != Region::China || !entry.chineseName.empty() || entry.name.find("(China)") != std::string::npos));
    }
}

TEST_CASE("every provider of the reference list is an entry under its own ID")
{
    const auto catalog = loaded();
    const auto id = GENERATE(as<const char*>{},
        // international
        "openai", "anthropic", "gemini", "vertex", "vertex-anthropic",
        "bedrock", "azure", "azure-ai", "xai", "mistral", "cohere",
        "groq", "together", "fireworks", "openrouter", "perplexity",
        "cerebras", "nvidia", "sambanova", "deepinfra", "hyperbolic",
        "nebius", "novita", "huggingface", "cloudflare", "github",
        "github-copilot", "ai21", "upstage", "voyage", "jina",
        // China
        "deepseek", "qwen", "moonshot", "kimi-coding", "zhipu", "zai",
        "doubao", "byteplus", "minimax", "hunyuan", "qianfan", "spark",
        "stepfun", "baichuan", "yi", "siliconflow", "ai360", "longcat",
        "xiaomi", "modelscope", "ppio", "qiniu", "aihubmix",
        // local engines
        "ollama", "lmstudio", "llamacpp", "vllm", "sglang", "tgi",
        "triton", "xinference", "localai", "jan",
        // dialects
        "openai-compatible", "openai-responses", "anthropic-compatible",
        "gemini-compatible", "demo"
    );
    CAPTURE(id);
    const CatalogEntry* entry = catalog->find(id);
    REQUIRE(entry);
    CHECK(entry->id == id);
    CHECK_FALSE(entry->endpoints.empty());
}

TEST_CASE("finds entries by models.dev IDs with the same meaning")
{
    const auto catalog = loaded();
    struct Row { const char* alias; const char* id; };
    const auto row = GENERATE(values<Row>({
        {"alibaba-cn", "qwen"}, {"alibaba", "qwen-intl"}, {"google", "gemini"}, {"zhipuai", "zhipu"},
        {"moonshotai-cn", "moonshot"}, {"moonshotai", "moonshot-intl"}, {"minimax-cn", "minimax"},
        {"siliconflow-cn", "siliconflow"}, {"togetherai", "together"}, {"fireworks-ai", "fireworks"},
        {"github-models", "github"}, {"cloudflare-workers-ai", "cloudflare"}, {"kimi-for-coding", "kimi-coding"},
        {"amazon-bedrock", "bedrock"}, {"google-vertex", "vertex"}, {"novita-ai", "novita"}, {"qiniu-ai", "qiniu"},
    }));
    CAPTURE(row.alias);
    REQUIRE(catalog->find(row.alias));
    CHECK(catalog->find(row.alias)->id == row.id);
    // where an ID has two meanings, ours follows the reference list, and the other has its own entry
    CHECK(catalog->find("minimax-intl")->endpoints.front().baseUrl == "https://api.minimax.io/v1");
}

TEST_CASE("entries specify authentication and quirks and required settings")
{
    const auto catalog = loaded();
    CHECK(catalog->find("ai360")->auth == AuthScheme::RawAuthorization);
    CHECK(catalog->find("azure")->auth == AuthScheme::ApiKey);
    CHECK(catalog->find("anthropic")->auth == AuthScheme::XApiKey);
    CHECK(catalog->find("bedrock")->auth == AuthScheme::Special);
    CHECK(catalog->find("azure")->settings == std::vector<std::string>{"resource"});
    CHECK(catalog->find("cloudflare")->settings == std::vector<std::string>{"account_id"});
    CHECK(catalog->find("bedrock")->settings == std::vector<std::string>{"region"});
    CHECK_FALSE(catalog->find("ollama")->keyNeeded);
    CHECK_FALSE(catalog->find("openai-compatible")->keyNeeded);
    CHECK(catalog->find("deepseek")->keyNeeded);
    CHECK(catalog->find("deepseek")->environment == std::vector<std::string>{"DEEPSEEK_API_KEY"});
    CHECK(catalog->find("cloudflare")->environment == std::vector<std::string>{"CLOUDFLARE_API_KEY"});
    CHECK(catalog->find("openrouter")->region == Region::Aggregator);
    CHECK(catalog->find("qwen")->region == Region::China);
    CHECK(catalog->find("lmstudio")->region == Region::Local);
    CHECK(catalog->find("openai-compatible")->region == Region::Custom);
    CHECK(catalog->find("deepseek")->modelsPathKnown);
    CHECK_FALSE(catalog->find("qwen")->modelsPathKnown);
    CHECK(catalog->find("perplexity")->modelsPath.empty());
    CHECK(catalog->find("qwen")->endpoint(Protocol::Anthropic)->baseUrl == "https://dashscope.aliyuncs.com/apps/anthropic");
    CHECK(catalog->find("qwen")->endpoint(Protocol::Bedrock) == nullptr);
    const std::pair<std::string, std::string> renamed{"max_completion_tokens", "max_tokens"};
    for (const char* id : {"moonshot", "moonshot-intl", "doubao", "xiaomi", "poe", "chutes"})
        CHECK(catalog->find(id)->renamedParameters == std::vector{renamed});
    CHECK(catalog->find("openai")->renamedParameters.empty());
}

TEST_CASE("entries specify deviations from the OpenAI format")
{
    const auto catalog = loaded();
    const auto quirks = [&](const char* id) { return catalog->find(id)->quirks; };
    for (const char* id : {"deepseek", "zai", "zhipu", "zhipu-coding", "zai-coding", "doubao", "byteplus", "moonshot", "kimi-coding",
             "xiaomi", "xiaomi-token-plan-cn"}) {
        CAPTURE(id);
        CHECK(quirks(id).thinkingSwitch);
    }
    for (const char* id : {"qwen", "qwen-intl", "alibaba-token-plan"})
        CHECK((quirks(id).thinkingFlag && quirks(id).thinksUnforced));
    for (const char* id : {"minimax", "minimax-intl", "zai", "openrouter"})
        CHECK(quirks(id).takesCacheControl);
    CHECK((quirks("minimax").thinkingAdaptive && quirks("minimax").splitsReasoning));
    CHECK((quirks("moonshot").fixedSampling && quirks("moonshot").warmChoices));
    CHECK(quirks("perplexity").noTools);
    const protocol::FormatQuirks other{.foreignSignatures = true, .noJsonSchema = true};
    for (const char* id : {"moonshot", "minimax", "novita", "longcat", "xiaomi"}) {
        CAPTURE(id);
        CHECK(catalog->find(id)->formatQuirks == other);
    }
    for (const char* id : {"gemini", "cohere", "zhipu", "zai"})
        CHECK(catalog->find(id)->formatQuirks.noCompletions);
    const auto hasTool = [&](const char* id, const char* type) {
        const std::vector<std::string>& types = catalog->find(id)->formatQuirks.responsesTools;
        return std::ranges::find(types, type) != types.end();
    };
    CHECK((hasTool("xai", "web_search") && hasTool("xai", "x_search") && hasTool("xai", "code_interpreter")));
    CHECK((hasTool("groq", "browser_search") && !hasTool("groq", "web_search")));
    CHECK((hasTool("vllm", "web_search_preview") && !hasTool("vllm", "web_search")));
    CHECK((hasTool("lmstudio", "mcp") && hasTool("qwen", "web_extractor") && hasTool("openrouter", "*")));
    const auto messagesTools = [&](const char* id) { return catalog->find(id)->formatQuirks.messagesTools; };
    for (const char* id : {"vllm", "llamacpp", "lmstudio"}) {
        CAPTURE(id);
        CHECK(messagesTools(id).empty());
    }
    CHECK(messagesTools("ollama") == std::vector<std::string>{"web_search"});
    for (const char* id : {"anthropic", "openrouter", "deepseek", "zhipu"}) {
        CAPTURE(id);
        CHECK(messagesTools(id) == std::vector<std::string>{"*"});
    }
    protocol::FormatQuirks stateless = other;
    stateless.statelessResponses = true;
    for (const char* id : {"deepseek", "groq", "cerebras"})
        CHECK(catalog->find(id)->formatQuirks.noEmbeddings);
    protocol::FormatQuirks deepSeeks = stateless;
    deepSeeks.noEmbeddings = true;
    CHECK(catalog->find("deepseek")->formatQuirks == deepSeeks);
    for (const char* id : {"openrouter", "opencode-go", "anthropic-compatible"}) {
        CAPTURE(id);
        CHECK(catalog->find(id)->formatQuirks.relaysClaude);
    }
    for (const char* id : {"groq", "deepseek", "ollama", "lmstudio"}) {
        CAPTURE(id);
        CHECK(quirks(id).oneAnswer);
    }
    CHECK(quirks("lmstudio").schemaOnly);
    CHECK(catalog->find("groq")->formatQuirks.statelessResponses);
    protocol::FormatQuirks ollamas = stateless;
    ollamas.messagesTools = {"web_search"};
    CHECK(catalog->find("ollama")->formatQuirks == ollamas);
    CHECK(catalog->find("ollama")->endpoint(Protocol::OpenAiResponses)->path == "/v1/responses");
    for (const char* id : {"anthropic", "azure-ai", "vertex-anthropic"}) {
        CAPTURE(id);
        CHECK(catalog->find(id)->formatQuirks == protocol::FormatQuirks{});
    }
    for (const char* id : {"openai", "azure"}) {
        CAPTURE(id);
        CHECK(catalog->find(id)->formatQuirks == protocol::FormatQuirks{.toolsTo128 = true});
        CHECK(quirks(id).toolsTo128);
    }
    CHECK((quirks("mistral").answersTools && quirks("mistral").marksBegun));
    CHECK(quirks("groq").jsonOrTools);
}

TEST_CASE("knows where a model's API accepts system messages from its ID")
{
    using protocol::Format;
    using protocol::SystemPlace;
    const auto catalog = loaded();
    struct Row { const char* model; Format format; std::optional<SystemPlace> place; };
    const auto row = GENERATE(values<Row>({
        {"claude-opus-4-8", Format::Anthropic, SystemPlace::Middle},
        {"anthropic/claude-opus-4.8", Format::Anthropic, SystemPlace::Middle},
        {"claude-fable-5-1", Format::Anthropic, SystemPlace::Middle},
        {"claude-sonnet-5", Format::Anthropic, SystemPlace::Middle},
        {"claude-opus-latest", Format::Anthropic, SystemPlace::Middle},
        {"claude-a-new-one", Format::Anthropic, {}},
        {"claude-mythos-preview", Format::Anthropic, SystemPlace::Front},
        {"claude-opus-4-7", Format::Anthropic, SystemPlace::Front},
        {"claude-opus-4-20250514", Format::Anthropic, SystemPlace::Front},
        {"claude-opus-4@20250514", Format::Anthropic, SystemPlace::Front},
        {"claude-sonnet-4.5", Format::Anthropic, SystemPlace::Front},
        {"claude-haiku-4-5-20251001", Format::Anthropic, SystemPlace::Front},
        {"claude-3-5-haiku-latest", Format::Anthropic, SystemPlace::Front},
        {"claude-opus-4-8", Format::OpenAiChat, {}},
        {"deepseek-v4-pro", Format::Anthropic, {}},
        {"Qwen/Qwen3.5-27B-FP8", Format::OpenAiChat, SystemPlace::OneAtFront},
        {"qwen3.8:27b", Format::OllamaChat, SystemPlace::OneAtFront},
        {"accounts/fireworks/models/qwen3p8", Format::OpenAiResponses, SystemPlace::OneAtFront},
        {"qwen4-8b", Format::OpenAiChat, SystemPlace::OneAtFront},
        {"qwen3-32b", Format::OpenAiChat, {}},
        {"qwen2.5:7b", Format::OllamaChat, {}},
        {"MiniMax-M2.5", Format::OpenAiChat, SystemPlace::OneAtFront},
        {"mistralai/devstral-small", Format::OpenAiChat, SystemPlace::OneAtFront},
        {"gpt-5.5", Format::OpenAiChat, {}},
    }));
    CAPTURE(row.model);
    CHECK(catalog->modelTable()->traitsOf(row.model, row.format).systemMessages == row.place);
}

TEST_CASE("knows from its ID which parameter combinations and schemas a model rejects")
{
    using protocol::Format;
    const auto table = loaded()->modelTable();
    for (const char* old : {"claude-3-haiku-20240307", "claude-3-7-sonnet-20250219", "claude-sonnet-4-20250514", "claude-opus-4-0", "claude-2.1"}) {
        CAPTURE(old);
        CHECK(table->traitsOf(old, Format::Anthropic).schemas == false);
        CHECK(table->traitsOf(old, Format::Bedrock).oneSampler == false);
    }
    for (const char* newer : {"claude-opus-4-1", "claude-sonnet-4-5-20250929", "anthropic/claude-opus-4.8", "claude-fable-5"}) {
        CAPTURE(newer);
        CHECK_FALSE(table->traitsOf(newer, Format::Anthropic).schemas);
        CHECK(table->traitsOf(newer, Format::OpenAiChat).oneSampler == true);
    }
    CHECK(table->traitsOf("models/gemini-2.5-pro", Format::Gemini).jsonOrTools == true);
    CHECK_FALSE(table->traitsOf("gemini-3-flash", Format::Gemini).jsonOrTools);
}

TEST_CASE("knows from its ID whether a model rejects stop sequences")
{
    const auto table = loaded()->modelTable();
    for (const char* refusing : {"gpt-5", "gpt-5-mini", "gpt-5.2-2025-12-11", "openai/gpt-5.1-codex", "gpt-6", "o1", "o3-mini", "openai/o4-mini-high", "grok-3", "grok-4", "grok-4.6", "x-ai/grok-4-fast-reasoning", "grok-code-fast-1"}) {
        CAPTURE(refusing);
        CHECK(table->traitsOf(refusing, protocol::Format::OpenAiChat).stops == false);
    }
    for (const char* taking : {"gpt-4o", "gpt-4.1-mini", "gpt-oss-120b", "gpt-5-chat-latest", "gpt-5.1-chat-latest", "grok-2", "grok-4-fast-non-reasoning", "claude-opus-4-8", "glm-4.7", "phi-o1x", "llama-3.3-70b"}) {
        CAPTURE(taking);
        CHECK(table->traitsOf(taking, protocol::Format::OpenAiChat).stops != false);
    }
}

TEST_CASE("models have limits and prices")
{
    const auto catalog = loaded();
    std::size_t total = 0;
    for (const CatalogEntry& entry : catalog->entries()) {
        std::string_view before;
        for (const CatalogModel& model : catalog->models(entry.id)) {
            CAPTURE(entry.id, model.id);
            CHECK(model.id > before); // sorted and unique
            before = model.id;
            CHECK((model.context >= 0 && model.output >= 0 && !model.name.empty()));
            ++total;
        }
    }
    CHECK(total >= 5276);
    CHECK(catalog->models("nobody").empty());
    CHECK(catalog->models("zhipu").size() == catalog->models("zhipuai").size());

    const auto find = [&](std::string_view provider, std::string_view id) {
        for (const CatalogModel& model : catalog->models(provider))
            if (model.id == id)
                return model;
        FAIL("no such model");
        return CatalogModel{};
    };
    // A row exactly as in the source.
    const CatalogModel claude = find("302ai", "claude-opus-4-7");
    CHECK(claude.context == 1000000);
    CHECK(claude.output == 128000);
    CHECK((claude.toolCall && claude.reasoning && claude.images && claude.adaptiveThinking));
    CHECK_FALSE(find("anthropic", "claude-opus-4-6").adaptiveThinking);
    CHECK(claude.inputPrice == Approx(5.0));
    CHECK(claude.outputPrice == Approx(25.0));
    CHECK(claude.cacheReadPrice == Approx(0.5));
    CHECK(claude.cacheWritePrice == Approx(6.25));
    const CatalogModel gpt4 = find("openai", "gpt-4");
    CHECK(gpt4.cacheReadPrice == -1); // unknown, not free
    CHECK_FALSE(gpt4.reasoning);
    CHECK(find("demo", "demo").inputPrice == 0);
    CHECK(find("cloudflare", "@cf/google/gemma-4-26b-a4b-it").context == 256000);
}

TEST_CASE("the catalog stays small")
{
    const auto before = std::chrono::steady_clock::now();
    const auto catalog = loaded();
    const auto took = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - before);
    WARN("catalog: loaded in " << took.count() << " us, holds " << catalog->bytes() << " bytes");
    CHECK(catalog->bytes() < 1000000);
}

TEST_CASE("explains why a catalog is invalid")
{
    struct Row { const char* providers; const char* models; const char* words; };
    static constexpr const char* kGood
        = R"({"providers":[{"id":"a","name":"A","region":"global","auth":"bearer","endpoints":[{"protocol":"openai-chat"}]}]})";
    const auto row = GENERATE(values<Row>({
        {"{", "", "not what they should be"},
        {"[]", "", "not what they should be"},
        {R"({"providers":[{"id":"a","name":"A","region":"moon","auth":"bearer","endpoints":[]}]})", "", "\"a\" is wrong"},
        {R"({"providers":[{"id":"a","name":"A","region":"global","auth":"bearer"}]})", "", "a has no endpoints"},
        {R"({"providers":[{"id":"a","name":"A","region":"global","auth":"bearer","endpoints":[{"protocol":"x"}]}]})", "",
         "no known protocol"},
        {R"({"models":[{"ids":"a("}],"providers":[]})", "", "no pattern of models"},
        {R"({"models":[{"ids":"a","formats":["x"]}],"providers":[]})", "", "unknown format \"x\""},
        {R"({"providers":[{"id":"a","name":"A","region":"global","auth":"bearer","system_messages":"end","endpoints":[{"protocol":"openai-chat"}]}]})",
         "", "no known place \"end\""},
        {kGood, "== b\nm\tM", "unknown provider"},
        {kGood, "m\tM", "no provider"},
    }));
    CAPTURE(row.providers, row.models);
    const auto catalog = Catalog::parse(row.providers, row.models);
    REQUIRE_FALSE(catalog);
    CHECK(catalog.error().kind == ErrorKind::ConfigInvalid);
    CHECK(catalog.error().text().find(row.words) != std::string::npos);
    CHECK(Catalog::parse(kGood, "# x\n== a\nm\tM\n\n"));
}

TEST_CASE("the shipped catalog matches the output of its build script")
{
    const QString python = QStandardPaths::findExecutable(QStringLiteral("python3"));
    if (python.isEmpty()) {
        WARN("skipped: python3 is not installed");
        return;
    }
    QProcess script;
    script.setProcessChannelMode(QProcess::MergedChannels);
    script.start(python, {QStringLiteral(SIGNALBOX_SOURCE_DIR "/resources/catalog/build-catalog"), QStringLiteral("--check")});
    REQUIRE(script.waitForFinished(60000));
    INFO(script.readAll().toStdString());
    CHECK(script.exitCode() == 0);
}
