#include "catch.h"

#include "gateway/providers/host_region.h"
#include "gateway/providers/upstream_endpoint.h"

#include <QUrl>

using namespace gateway;
using namespace gateway::providers;

namespace {

const Catalog& builtIn()
{
    static const std::shared_ptr<const Catalog> kLoaded = *Catalog::load();
    return *kLoaded;
}

config::ProviderSettings settingsOf(const std::string& type, const char* baseUrl = nullptr)
{
    config::ProviderSettings provider;
    provider.id = "p";
    provider.type = type;
    if (baseUrl)
        provider.baseUrl = baseUrl;
    return provider;
}

using Fields = std::vector<std::pair<std::string, std::string>>;

std::string whole(const UpstreamEndpoint& endpoint)
{
    return std::string(endpoint.isSecure ? "https://" : "http://") + endpoint.hostHeader + endpoint.chatPath;
}

} // namespace

TEST_CASE("every catalog entry has a valid address and uses TLS unless it is local")
{
    int served = 0;
    for (const CatalogEntry& entry : builtIn().entries()) {
        CAPTURE(entry.id);
        config::ProviderSettings provider = settingsOf(entry.id);
        for (const std::string& name : entry.settings)
            provider.settings.emplace_back(name, name == "gateway_url" ? "https://filled.example/" : "filled");
        if (entry.usualEndpoint().baseUrl.empty()) {
            const auto asked = resolveEndpoint(provider, builtIn());
            REQUIRE_FALSE(asked);
            CHECK(asked.error().path == "base_url");
            provider.baseUrl = "https://given.example/v1";
        }
        const auto resolved = resolveEndpoint(provider, builtIn());
        INFO((resolved ? std::string() : sentenceOf(resolved.error())));
        REQUIRE(resolved);
        ++served;
        if (entry.id == "demo") {
            CHECK(resolved->protocol == Protocol::Demo);
            continue;
        }
        CHECK(resolved->isSecure == (entry.region != Region::Local || provider.baseUrl.has_value()));
        const bool isChat = resolved->protocol == Protocol::OpenAiChat;
        CHECK((resolved->chatPath.find("/chat/completions") != std::string::npos) == isChat);
        CHECK(resolved->streamPath.starts_with('/'));
        CHECK(resolved->chatPath.find("//") == std::string::npos);
        CHECK(resolved->chatPath.find("${") == std::string::npos);
        const QUrl url(QString::fromStdString(pathFor(whole(*resolved), "m")), QUrl::StrictMode);
        CHECK(url.isValid());
        CHECK(url.host().toStdString() == resolved->host);
        CHECK(url.port(resolved->isSecure ? 443 : 80) == resolved->port);
        CHECK(resolved->modelsPath.empty() == entry.modelsPath.empty());
        CHECK(whole(*resolved).starts_with(resolved->baseUrl));
    }
    CHECK(served >= 165);
}

TEST_CASE("Cohere reranks at its own path beside chat in OpenAI format")
{
    const char* const none = nullptr;
    for (const char* base : {none, "https://api.cohere.com", "https://api.cohere.com/compatibility/v1"}) {
        const auto resolved = resolveEndpoint(settingsOf("cohere", base), builtIn());
        REQUIRE(resolved);
        CAPTURE(resolved->chatPath);
        CHECK(resolved->rerankPath == "/v2/rerank");
    }
}

TEST_CASE("resolves the addresses of the reference providers")
{
    struct Row { const char* type; const char* url; const char* models; };
    const auto row = GENERATE(values<Row>({
        {"openai", "https://api.openai.com/v1/chat/completions", "/v1/models"},
        {"gemini", "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions", "/v1beta/openai/models"},
        {"google", "https://generativelanguage.googleapis.com/v1beta/openai/chat/completions", "/v1beta/openai/models"},
        {"xai", "https://api.x.ai/v1/chat/completions", "/v1/models"},
        {"mistral", "https://api.mistral.ai/v1/chat/completions", "/v1/models"},
        {"cohere", "https://api.cohere.com/compatibility/v1/chat/completions", ""},
        {"groq", "https://api.groq.com/openai/v1/chat/completions", "/openai/v1/models"},
        {"together", "https://api.together.xyz/v1/chat/completions", "/v1/models"},
        {"fireworks", "https://api.fireworks.ai/inference/v1/chat/completions", "/inference/v1/models"},
        {"openrouter", "https://openrouter.ai/api/v1/chat/completions", "/api/v1/models"},
        {"perplexity", "https://api.perplexity.ai/chat/completions", ""},
        {"cerebras", "https://api.cerebras.ai/v1/chat/completions", "/v1/models"},
        {"nvidia", "https://integrate.api.nvidia.com/v1/chat/completions", "/v1/models"},
        {"sambanova", "https://api.sambanova.ai/v1/chat/completions", "/v1/models"},
        {"deepinfra", "https://api.deepinfra.com/v1/openai/chat/completions", "/v1/openai/models"},
        {"hyperbolic", "https://api.hyperbolic.xyz/v1/chat/completions", "/v1/models"},
        {"nebius", "https://api.studio.nebius.ai/v1/chat/completions", "/v1/models"},
        {"novita", "https://api.novita.ai/openai/chat/completions", "/openai/models"},
        {"huggingface", "https://router.huggingface.co/v1/chat/completions", "/v1/models"},
        {"github", "https://models.github.ai/inference/chat/completions", ""},
        {"github-copilot", "https://api.githubcopilot.com/chat/completions", "/models"},
        {"ai21", "https://api.ai21.com/studio/v1/chat/completions", ""},
        {"upstage", "https://api.upstage.ai/v1/solar/chat/completions", ""},
        {"deepseek", "https://api.deepseek.com/chat/completions", "/models"},
        {"qwen", "https://dashscope.aliyuncs.com/compatible-mode/v1/chat/completions", "/compatible-mode/v1/models"},
        {"alibaba", "https://dashscope-intl.aliyuncs.com/compatible-mode/v1/chat/completions", "/compatible-mode/v1/models"},
        {"moonshot", "https://api.moonshot.cn/v1/chat/completions", "/v1/models"},
        {"moonshotai", "https://api.moonshot.ai/v1/chat/completions", "/v1/models"},
        {"kimi-coding", "https://api.kimi.com/coding/v1/chat/completions", "/coding/v1/models"},
        {"zhipu", "https://open.bigmodel.cn/api/paas/v4/chat/completions", "/api/paas/v4/models"},
        {"zai", "https://api.z.ai/api/paas/v4/chat/completions", "/api/paas/v4/models"},
        {"doubao", "https://ark.cn-beijing.volces.com/api/v3/chat/completions", "/api/v3/models"},
        {"byteplus", "https://ark.ap-southeast.bytepluses.com/api/coding/v3/chat/completions", "/api/coding/v3/models"},
        {"minimax", "https://api.minimaxi.com/v1/chat/completions", "/v1/models"},
        {"hunyuan", "https://api.hunyuan.cloud.tencent.com/v1/chat/completions", "/v1/models"},
        {"qianfan", "https://qianfan.baidubce.com/v2/chat/completions", "/v2/models"},
        {"spark", "https://spark-api-open.xf-yun.com/v1/chat/completions", ""},
        {"stepfun", "https://api.stepfun.com/v1/chat/completions", "/v1/models"},
        {"baichuan", "https://api.baichuan-ai.com/v1/chat/completions", "/v1/models"},
        {"yi", "https://api.lingyiwanwu.com/v1/chat/completions", "/v1/models"},
        {"siliconflow", "https://api.siliconflow.cn/v1/chat/completions", "/v1/models"},
        {"ai360", "https://api.360.cn/v1/chat/completions", "/v1/models"},
        {"longcat", "https://api.longcat.chat/openai/v1/chat/completions", "/openai/v1/models"},
        {"xiaomi", "https://api.xiaomimimo.com/v1/chat/completions", "/v1/models"},
        {"modelscope", "https://api-inference.modelscope.cn/v1/chat/completions", "/v1/models"},
        {"ppio", "https://api.ppio.com/openai/v1/chat/completions", "/openai/v1/models"},
        {"qiniu", "https://api.qnaigc.com/v1/chat/completions", "/v1/models"},
        {"aihubmix", "https://aihubmix.com/v1/chat/completions", "/v1/models"},
        {"ollama", "http://localhost:11434/v1/chat/completions", "/v1/models"},
        {"lmstudio", "http://localhost:1234/v1/chat/completions", "/v1/models"},
        {"llamacpp", "http://127.0.0.1:8080/v1/chat/completions", "/v1/models"},
        {"vllm", "http://localhost:8000/v1/chat/completions", "/v1/models"},
        {"sglang", "http://localhost:30000/v1/chat/completions", "/v1/models"},
        {"tgi", "http://localhost:8080/v1/chat/completions", ""},
        // models.dev rows with an unusual URL
        {"bailing", "https://api.tbox.cn/api/llm/v1/chat/completions", "/api/llm/v1/models"},
        {"kilo", "https://api.kilo.ai/api/gateway/chat/completions", "/api/gateway/models"},
        {"inception", "https://api.inceptionlabs.ai/v1/chat/completions", "/v1/models"},
    }));
    CAPTURE(row.type);
    const auto endpoint = resolveEndpoint(settingsOf(row.type), builtIn());
    REQUIRE(endpoint);
    CHECK(whole(*endpoint) == row.url);
    CHECK(endpoint->modelsPath == row.models);
}

TEST_CASE("interprets a base URL as intended")
{
    struct Row { const char* type; const char* base; const char* url; const char* models; };
    const auto row = GENERATE(values<Row>({
        {"openai-compatible", "http://127.0.0.1:9000/v1", "http://127.0.0.1:9000/v1/chat/completions", "/v1/models"},
        {"openai-compatible", "http://127.0.0.1:9000/v1/", "http://127.0.0.1:9000/v1/chat/completions", "/v1/models"},
        {"openai-compatible", "  http://127.0.0.1:9000/v1// ", "http://127.0.0.1:9000/v1/chat/completions", "/v1/models"},
        {"openai-compatible", "http://127.0.0.1:9000", "http://127.0.0.1:9000/chat/completions", "/models"},
        {"openai-compatible", "https://h.example/a/b/chat/completions", "https://h.example/a/b/chat/completions", "/a/b/models"},
        {"openai-compatible", "https://h.example/v1/chat/completions/", "https://h.example/v1/chat/completions", "/v1/models"},
        {"openai-compatible", "https://h.example/v1/completions", "https://h.example/v1/completions", "/v1/models"},
        {"openai-compatible", "https://h.example/v1?tenant=a%20b", "https://h.example/v1/chat/completions?tenant=a%20b",
         "/v1/models?tenant=a%20b"},
        {"openai-compatible", "https://h.example/chat", "https://h.example/chat/chat/completions", "/chat/models"},
        {"openai-compatible", "https://[::1]:8443/v1", "https://[::1]:8443/v1/chat/completions", "/v1/models"},
        {"openai-compatible", "https://h.example:443/v1", "https://h.example/v1/chat/completions", "/v1/models"},
        {"openai-compatible", "http://h.example:443/v1", "http://h.example:443/v1/chat/completions", "/v1/models"},
        {"openai-compatible", "https://b\xc3\xbc" "cher.example/v1", "https://xn--bcher-kva.example/v1/chat/completions", "/v1/models"},
        {"azure", "https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21",
         "https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21",
         "/openai/deployments/d/models?api-version=2024-10-21"},
        {"ollama", "http://192.168.1.5:11434", "http://192.168.1.5:11434/v1/chat/completions", "/v1/models"},
        {"ollama", "http://192.168.1.5:11434/", "http://192.168.1.5:11434/v1/chat/completions", "/v1/models"},
        {"ollama", "http://192.168.1.5:11434/v1", "http://192.168.1.5:11434/v1/chat/completions", "/v1/models"},
        {"jan", "http://localhost:1337", "http://localhost:1337/v1/chat/completions", "/v1/models"},
        {"jan", "http://localhost:1337/v1/chat/completions", "http://localhost:1337/v1/chat/completions", "/v1/models"},
        {"gemini", "https://proxy.example/v1beta", "https://proxy.example/v1beta/openai/chat/completions", "/v1beta/openai/models"},
        {"gemini", "https://proxy.example/v1beta/openai/", "https://proxy.example/v1beta/openai/chat/completions", "/v1beta/openai/models"},
        {"deepseek", "https://api.deepseek.com/v1", "https://api.deepseek.com/v1/chat/completions", "/v1/models"},
        {"deepseek", "", "https://api.deepseek.com/chat/completions", "/models"},
    }));
    CAPTURE(row.type, row.base);
    const auto endpoint = resolveEndpoint(settingsOf(row.type, row.base), builtIn());
    INFO((endpoint ? std::string() : sentenceOf(endpoint.error())));
    REQUIRE(endpoint);
    CHECK(whole(*endpoint) == row.url);
    CHECK(endpoint->modelsPath == row.models);
}

TEST_CASE("adds nothing to a complete URL")
{
    struct Row { const char* type; const char* base; const char* url; const char* shown; };
    const auto row = GENERATE(values<Row>({
        {"openai-compatible", "http://h.example/custom", "http://h.example/custom", "http://h.example"},
        {"openai", "https://h.example/a/b/?x=1", "https://h.example/a/b/?x=1", "https://h.example/a/b"},
        {"openai", "https://h.example?x=1", "https://h.example/?x=1", "https://h.example"},
        {"gemini", "https://h.example/v1/chat", "https://h.example/v1/chat", "https://h.example/v1"},
        {"gemini", "https://h.example/v1/chat/completions", "https://h.example/v1/chat/completions", "https://h.example/v1"},
        {"deepseek", nullptr, "https://api.deepseek.com/chat/completions", "https://api.deepseek.com"},
    }));
    CAPTURE(row.type, row.url);
    config::ProviderSettings provider = settingsOf(row.type, row.base);
    provider.wholeUrl = true;
    const auto endpoint = resolveEndpoint(provider, builtIn());
    REQUIRE(endpoint);
    CHECK(whole(*endpoint) == row.url);
    CHECK(endpoint->baseUrl == row.shown);
}

TEST_CASE("splits an address into its parts")
{
    const auto v6 = resolveEndpoint(settingsOf("openai-compatible", "http://[::1]:9000/v1"), builtIn());
    REQUIRE(v6);
    CHECK(v6->host == "::1");
    CHECK(v6->hostHeader == "[::1]:9000");
    CHECK(v6->port == 9000);
    CHECK_FALSE(v6->isSecure);
    CHECK(v6->baseUrl == "http://[::1]:9000/v1");
    const auto openai = resolveEndpoint(settingsOf("openai"), builtIn());
    CHECK(openai->port == 443);
    CHECK(openai->hostHeader == "api.openai.com");
    CHECK(openai->baseUrl == "https://api.openai.com/v1");
    const auto moonshot = resolveEndpoint(settingsOf("moonshot"), builtIn());
    CHECK(moonshot->parameters.rename == Fields{{"max_completion_tokens", "max_tokens"}});
}

TEST_CASE("treats the scheme and host as case-insensitive")
{
    const auto usual = resolveEndpoint(settingsOf("deepseek", "https://api.deepseek.com/v1"), builtIn());
    const auto loud = resolveEndpoint(settingsOf("deepseek", "HTTPS://API.DeepSeek.COM:443/v1"), builtIn());
    REQUIRE((usual && loud));
    CHECK(loud->isSecure);
    CHECK(loud->origin() == "https://api.deepseek.com");
    CHECK(loud->chatPath == usual->chatPath);
    const auto other = resolveEndpoint(settingsOf("openai-compatible", "HTTPS://API.DeepSeek.COM"), builtIn());
    REQUIRE(other);
    CHECK(other->quirks == resolveEndpoint(settingsOf("openai-compatible", "https://api.deepseek.com"), builtIn())->quirks);
}

TEST_CASE("settings fill the placeholders of an address")
{
    struct Row { const char* type; std::vector<std::pair<std::string, std::string>> settings; const char* url; };
    const auto row = GENERATE(values<Row>({
        {"cloudflare", {{"account_id", "abc"}}, "https://api.cloudflare.com/client/v4/accounts/abc/ai/v1/chat/completions"},
        {"azure", {{"resource", " mine "}}, "https://mine.openai.azure.com/openai/v1/chat/completions"},
        {"azure-deployment", {{"resource", "r"}, {"deployment", "d"}, {"api_version", "2024-10-21"}},
         "https://r.openai.azure.com/openai/deployments/d/chat/completions?api-version=2024-10-21"},
        {"databricks", {{"host", "https://x.cloud.databricks.com/"}}, "https://x.cloud.databricks.com/ai-gateway/mlflow/v1/chat/completions"},
        {"neon", {{"gateway_url", "https://n.example/"}}, "https://n.example/ai-gateway/mlflow/v1/chat/completions"},
    }));
    CAPTURE(row.type);
    config::ProviderSettings provider = settingsOf(row.type);
    provider.settings = row.settings;
    const auto endpoint = resolveEndpoint(provider, builtIn());
    INFO((endpoint ? std::string() : sentenceOf(endpoint.error())));
    REQUIRE(endpoint);
    CHECK(whole(*endpoint) == row.url);
}

TEST_CASE("rejects an invalid address and names its field")
{
    struct Row { const char* type; const char* base; const char* field; const char* words; };
    const auto row = GENERATE(values<Row>({
        {"no-such", nullptr, "type", "no-such"},
        {"openai-compatible", nullptr, "base_url", "missing"},
        {"openai-compatible", "localhost:9000/v1", "base_url", "https://"},
        {"openai-compatible", "ftp://h/v1", "base_url", "https://"},
        {"openai-compatible", "http://", "base_url", "must be"},
        {"openai-compatible", "http://h:99999/v1", "base_url", "must be"},
        {"openai-compatible", "http://h:0/v1", "base_url", "65535"},
        {"openai-compatible", "http://a b/v1", "base_url", "must be"},
        {"openai-compatible", "https://user:sk-secret@h.example/v1", "base_url", "password"},
        {"openai-compatible", "https://${region}.example/v1", "settings.region", "settings.region"},
        {"openai-compatible", "https://${region", "base_url", "}"},
        {"azure", nullptr, "settings.resource", "settings.resource"},
        {"bedrock", nullptr, "settings.region", "settings.region"},
        {"vertex", nullptr, "settings.region", "settings.region"},
    }));
    CAPTURE(row.type, row.base ? row.base : "");
    const auto endpoint = resolveEndpoint(settingsOf(row.type, row.base), builtIn());
    REQUIRE_FALSE(endpoint);
    CHECK(endpoint.error().path == row.field);
    CHECK_THAT(sentenceOf(endpoint.error()), Catch::Contains(row.words));
    CHECK_THAT(sentenceOf(endpoint.error()), !Catch::Contains("sk-secret"));
    CHECK_FALSE(endpoint.error().message.pattern.empty()); // translatable
    CHECK(errorOf(endpoint.error()).kind == ErrorKind::ConfigInvalid);
    CHECK(errorOf(endpoint.error()).param == row.field);
}

TEST_CASE("finds the region in a cloud host's address")
{
    struct Row { const char* address; const char* region; };
    const auto row = GENERATE(values<Row>({
        {"https://bedrock-runtime.us-west-2.amazonaws.com", "us-west-2"},
        {"https://bedrock-runtime-fips.us-gov-west-1.amazonaws.com/", "us-gov-west-1"},
        {"https://Bedrock-Runtime.CN-North-1.amazonaws.com.cn:443", "cn-north-1"},
        {"https://vpce-0ab1-x2.bedrock-runtime.eu-central-1.vpce.amazonaws.com", "eu-central-1"},
        {"bedrock-runtime.us-east-1.api.aws", "us-east-1"},
        {"https://us-central1-aiplatform.googleapis.com/v1", "us-central1"},
        {"https://aiplatform.googleapis.com", "global"},
        {"https://aiplatform.eu.rep.googleapis.com", "eu"},
        {"https://bedrock.example.com", ""},
        {"https://bedrock-runtime.us-west-2.amazonaws.com.example", ""},
        {"https://bedrock-runtime.${region}.amazonaws.com", ""},
        {"https://evil.example/bedrock-runtime.us-west-2.amazonaws.com", ""},
        {"", ""},
    }));
    CAPTURE(row.address);
    CHECK(regionOfAddress(row.address) == row.region);
}

TEST_CASE("Vertex AI takes its location from the address unless a setting names one")
{
    struct Row { const char* base; const char* setting; const char* location; };
    const auto row = GENERATE(values<Row>({
        {"https://europe-west4-aiplatform.googleapis.com", nullptr, "/locations/europe-west4/"},
        {"https://aiplatform.googleapis.com", "", "/locations/global/"},
        {"https://us-central1-aiplatform.googleapis.com", "us-east5", "/locations/us-east5/"},
    }));
    for (const char* const type : {"vertex", "vertex-anthropic"}) {
        CAPTURE(type, row.base);
        config::ProviderSettings settings = settingsOf(type, row.base);
        settings.settings = {{"project", "p-1"}};
        if (row.setting)
            settings.settings.emplace_back("region", row.setting);
        const auto endpoint = resolveEndpoint(settings, builtIn());
        REQUIRE(endpoint);
        CHECK_THAT(endpoint->chatPath, Catch::Contains(row.location));
    }
}

TEST_CASE("sends a key as the provider requires")
{
    struct Row { AuthScheme scheme; const char* key; Fields fields; };
    const auto row = GENERATE(values<Row>({
        {AuthScheme::Bearer, "k1", {{"Authorization", "Bearer k1"}}},
        {AuthScheme::RawAuthorization, "k1", {{"Authorization", "k1"}}},
        {AuthScheme::XApiKey, "k1", {{"x-api-key", "k1"}}},
        {AuthScheme::ApiKey, "k1", {{"api-key", "k1"}}},
        {AuthScheme::GoogleApiKey, "k1", {{"x-goog-api-key", "k1"}}},
        {AuthScheme::None, "k1", {}},
        {AuthScheme::Special, "k1", {{"Authorization", "Bearer k1"}}},
        {AuthScheme::Bearer, "", {}},
        {AuthScheme::Bearer, " k1\r\n", {{"Authorization", "Bearer k1"}}},
        {AuthScheme::Bearer, "k1\r\nX-Evil: 1", {{"Authorization", "Bearer k1X-Evil: 1"}}},
    }));
    CAPTURE(static_cast<int>(row.scheme), row.key);
    UpstreamEndpoint endpoint;
    endpoint.auth = row.scheme;
    CHECK(authorization(endpoint, {}, Secret(row.key)) == row.fields);
}

TEST_CASE("configured headers and query parameters override the defaults")
{
    config::ProviderSettings provider;
    provider.authHeaders = {{"X-Plain", "team-a", ""}, {"X-Own", "", "env:OWN"}, {"X-Gone", "", "env:GONE"}};
    provider.authQuery = {{"version", "a/b", ""}};
    const Secret own("${key}"); // secrets are not expanded
    const SecretLookup lookup = [&](const std::string& reference) { return reference == "env:OWN" ? &own : nullptr; };
    CHECK(authorization({}, provider, Secret("k"), lookup)
          == Fields{{"Authorization", "Bearer k"}, {"X-Plain", "team-a"}, {"X-Own", "${key}"}, {"?version", "a%2Fb"}});
    CHECK(authorization({}, provider, Secret(), lookup)
          == Fields{{"X-Plain", "team-a"}, {"X-Own", "${key}"}, {"?version", "a%2Fb"}});
    // a configured header replaces the scheme's
    provider.authHeaders = {{"authorization", "", "env:OWN"}};
    // a name cannot end the parameter or the request line
    provider.authQuery = {{"v HTTP/1.1", "1", ""}, {"a&b=c#d", "2", ""}};
    CHECK(authorization({}, provider, Secret("k"), lookup)
          == Fields{{"authorization", "${key}"}, {"?v%20HTTP%2F1.1", "1"}, {"?a%26b%3Dc%23d", "2"}});
}

TEST_CASE("sends the key only where the settings place it")
{
    struct Row { AuthScheme scheme; std::vector<config::AuthValue> headers; std::vector<config::AuthValue> query; Fields fields; };
    const auto row = GENERATE(values<Row>({
        {AuthScheme::Bearer, {{"api-key", "${key}", ""}}, {}, {{"api-key", "a/b"}}},
        {AuthScheme::Bearer, {}, {{"key", "${key}", ""}}, {{"?key", "a%2Fb"}}},
        {AuthScheme::Bearer, {{"x-team", "red", ""}}, {{"key", "${key}", ""}}, {{"x-team", "red"}, {"?key", "a%2Fb"}}},
        {AuthScheme::Bearer, {{"x-key", "raw ${key}!${key}", ""}, {"x-team", "red", ""}}, {{"v", "1", ""}},
         {{"x-key", "raw a/b!a/b"}, {"x-team", "red"}, {"?v", "1"}}},
        {AuthScheme::Bearer, {{"authorization", "Token ${key}", ""}}, {}, {{"authorization", "Token a/b"}}},
        {AuthScheme::ApiKey, {{"Authorization", "Bearer ${key}", ""}}, {}, {{"Authorization", "Bearer a/b"}}},
        {AuthScheme::XApiKey, {{"x-api-key", "${key}", ""}, {"Authorization", "Bearer ${key}", ""}}, {},
         {{"x-api-key", "a/b"}, {"Authorization", "Bearer a/b"}}},
    }));
    config::ProviderSettings provider;
    provider.authHeaders = row.headers;
    provider.authQuery = row.query;
    UpstreamEndpoint endpoint;
    endpoint.auth = row.scheme;
    CHECK(authorization(endpoint, provider, Secret("a/b")) == row.fields);
    for (const auto& [name, value] : authorization(endpoint, provider, Secret()))
        CHECK(value.find("${key}") == std::string::npos); // without a key, values that contain it are left out
}

TEST_CASE("sends only non-secret configured values along with a client's own key")
{
    config::ProviderSettings provider;
    provider.authHeaders = {{"x-team", " red\r\n", ""}, {"x-key", "raw ${key}", ""}, {"x-own", "", "env:OWN"},
                            {"X-Api-Key", "in plain text", ""}, {"Authorization", "Bearer plain", ""}, {"x-empty", "", ""}};
    provider.authQuery = {{"api-version", "2024-10-21", ""}, {"tenant", "a/b", ""}, {"key", "plain", ""}, {"sig", "${key}", ""},
                          {"t", "", "env:T"}};
    CHECK(keylessAuthorization(provider) == Fields{{"x-team", "red"}, {"?api-version", "2024-10-21"}, {"?tenant", "a%2Fb"}});
}

TEST_CASE("resolves an endpoint for each protocol of a provider")
{
    struct Row {
        const char* type;
        const char* base;
        std::vector<std::pair<Protocol, const char*>> paths; ///< of streaming requests
    };
    const auto row = GENERATE(values<Row>({
        {"deepseek", nullptr, {{Protocol::OpenAiChat, "/chat/completions"}, {Protocol::OpenAiResponses, "/responses"}, {Protocol::Anthropic, "/anthropic/v1/messages"}}},
        {"deepseek", "https://proxy.example/v1", {{Protocol::OpenAiChat, "/v1/chat/completions"}, {Protocol::OpenAiResponses, "/v1/responses"}}},
        {"openai", "https://proxy.example/v1/", {{Protocol::OpenAiChat, "/v1/chat/completions"}, {Protocol::OpenAiResponses, "/v1/responses"}}},
        {"openai", "https://proxy.example/v1?k=1", {{Protocol::OpenAiChat, "/v1/chat/completions?k=1"}}},
        {"anthropic", nullptr, {{Protocol::Anthropic, "/v1/messages"}}},
        {"anthropic", "https://proxy.example/claude/v1", {{Protocol::Anthropic, "/claude/v1/messages"}}},
        {"anthropic", "https://proxy.example/v1/messages", {{Protocol::Anthropic, "/v1/messages"}}},
        {"gemini-compatible", "https://proxy.example/v1beta", {{Protocol::Gemini, "/v1beta/models/{m}:streamGenerateContent?alt=sse"}}},
        {"gemini-compatible", "https://proxy.example/v1alpha", {{Protocol::Gemini, "/v1alpha/models/{m}:streamGenerateContent?alt=sse"}}},
        {"gemini-compatible", "https://proxy.example/google/v1/", {{Protocol::Gemini, "/google/v1/models/{m}:streamGenerateContent?alt=sse"}}},
        {"gemini-compatible", "https://proxy.example/google", {{Protocol::Gemini, "/google/v1beta/models/{m}:streamGenerateContent?alt=sse"}}},
        {"ollama", "http://127.0.0.1:4711", {{Protocol::OpenAiChat, "/v1/chat/completions"}, {Protocol::OpenAiResponses, "/v1/responses"}, {Protocol::Ollama, "/api/chat"}, {Protocol::Anthropic, "/v1/messages"}}},
        {"lmstudio", "http://127.0.0.1:4711/v1", {{Protocol::OpenAiChat, "/v1/chat/completions"}, {Protocol::OpenAiResponses, "/v1/responses"}, {Protocol::Anthropic, "/v1/messages"}}},
        {"cohere", nullptr, {{Protocol::OpenAiChat, "/compatibility/v1/chat/completions"}, {Protocol::Cohere, "/v2/chat"}}},
    }));
    CAPTURE(row.type, row.base ? row.base : "");
    const auto endpoints = resolveEndpoints(settingsOf(row.type, row.base), builtIn());
    REQUIRE(endpoints);
    std::vector<std::pair<Protocol, std::string>> found;
    for (const UpstreamEndpoint& endpoint : *endpoints)
        found.emplace_back(endpoint.protocol, endpoint.streamPath);
    std::vector<std::pair<Protocol, std::string>> expected(row.paths.begin(), row.paths.end());
    CHECK(found == expected);
}

TEST_CASE("applies the quirks of the host in the address")
{
    struct Row {
        const char* type;
        const char* base;
        const char* same; ///< the type whose quirks apply
        bool isAtHome;
    };
    const auto row = GENERATE(values<Row>({
        {"anthropic", nullptr, "anthropic", true},
        {"anthropic", "https://proxy.example", "anthropic", false},
        {"anthropic", "https://api.deepseek.com/anthropic", "deepseek", false},
        {"anthropic", "https://api.deepseek.com/anthropic/v1", "deepseek", false},
        {"anthropic", "https://api.deepseek.com/anthropicus", "anthropic", false},
        {"anthropic-compatible", "https://proxy.example", "anthropic-compatible", false},
        {"openai-compatible", "https://api.deepseek.com/v1", "deepseek", false},
        {"openai-compatible", "https://proxy.example/v1", "openai-compatible", false},
        {"zhipu-coding", nullptr, "zhipu-coding", true},
    }));
    CAPTURE(row.type, row.base ? row.base : "");
    const auto endpoint = resolveEndpoint(settingsOf(row.type, row.base), builtIn());
    REQUIRE(endpoint);
    CHECK(endpoint->isAtHome == row.isAtHome);
    const CatalogEntry& same = *builtIn().find(row.same);
    const bool isChat = endpoint->protocol == Protocol::OpenAiChat;
    CHECK(endpoint->quirks == (isChat ? same.quirks : protocol::ChatQuirks{}));
    CHECK(endpoint->formatQuirks == (isChat ? protocol::FormatQuirks{} : same.formatQuirks));
    if (isChat)
        CHECK(endpoint->parameters.rename == same.renamedParameters);
}

TEST_CASE("cloud endpoints contain project and region and model in the path")
{
    config::ProviderSettings vertex = settingsOf("vertex-anthropic");
    vertex.settings = {{"region", "global"}, {"project", "p-1"}};
    const auto claude = resolveEndpoint(vertex, builtIn());
    REQUIRE(claude);
    CHECK(claude->host == "aiplatform.googleapis.com");
    CHECK(pathFor(claude->streamPath, "claude-x@1")
        == "/v1/projects/p-1/locations/global/publishers/anthropic/models/claude-x%401:streamRawPredict");
    config::ProviderSettings gemini = settingsOf("vertex");
    gemini.settings = vertex.settings;
    const auto vectors = resolveEndpoint(gemini, builtIn());
    REQUIRE(vectors);
    CHECK(pathFor(vectors->embeddingsPath, "text-embedding-005")
        == "/v1/projects/p-1/locations/global/publishers/google/models/text-embedding-005:predict");
    config::ProviderSettings bedrock = settingsOf("bedrock");
    bedrock.settings = {{"region", "eu-west-1"}};
    const auto converse = resolveEndpoint(bedrock, builtIn());
    REQUIRE(converse);
    CHECK(converse->host == "bedrock-runtime.eu-west-1.amazonaws.com");
    CHECK(pathFor(converse->chatPath, "arn:aws:bedrock:x/y") == "/model/arn%3Aaws%3Abedrock%3Ax%2Fy/converse");
}

TEST_CASE("known hosts without embeddings are not asked for them at any address")
{
    for (const char* const id : {"deepseek", "groq", "cerebras"}) {
        CAPTURE(id);
        const auto endpoint = resolveEndpoint(settingsOf(id), builtIn());
        REQUIRE(endpoint);
        CHECK(endpoint->embeddingsPath.empty());
        config::ProviderSettings other = settingsOf("openai-compatible");
        other.baseUrl = endpoint->baseUrl;
        const auto same = resolveEndpoint(other, builtIn());
        REQUIRE(same);
        CHECK(same->embeddingsPath.empty());
    }
    const auto openAis = resolveEndpoint(settingsOf("openai"), builtIn());
    REQUIRE(openAis);
    CHECK(openAis->embeddingsPath == "/v1/embeddings");
}

TEST_CASE("OpenAI-compatible servers on the local network receive one system message")
{
    using protocol::SystemPlace;
    struct Row {
        const char* type;
        const char* baseUrl;
        std::optional<SystemPlace> place;
        bool isVendors = false; ///< distinguishes its own models
    };
    const auto row = GENERATE(values<Row>({
        {"openai", "http://127.0.0.1:8000/v1", SystemPlace::OneAtFront, true},
        {"openai", "http://localhost:1234/v1", SystemPlace::OneAtFront}, // the address of LM Studio
        {"openai", "http://[::1]:8080/v1", SystemPlace::OneAtFront, true},
        {"openai", "http://192.168.1.5:8000/v1", SystemPlace::OneAtFront, true},
        {"openai", "http://gpu.lan:8000/v1", SystemPlace::OneAtFront, true},
        {"deepseek", "http://127.0.0.1:8000/v1", SystemPlace::OneAtFront, true},
        {"openai-compatible", "http://127.0.0.1:8000/v1", SystemPlace::OneAtFront},
        {"openai", nullptr, std::nullopt},
        {"openai", "https://gateway.example.com/v1", std::nullopt},
        {"openai-compatible", "https://gateway.example.com/v1", std::nullopt},
        {"anthropic", "http://127.0.0.1:8000", std::nullopt}, // a relay: what a Claude model accepts depends on its name
        {"anthropic-compatible", "http://127.0.0.1:8000", SystemPlace::OneAtFront},
    }));
    CAPTURE(row.type, row.baseUrl ? row.baseUrl : "");
    config::ProviderSettings provider = settingsOf(row.type, row.baseUrl);
    const auto endpoints = resolveEndpoints(provider, builtIn());
    REQUIRE(endpoints);
    const bool isAnthropics = provider.type.starts_with("anthropic");
    int checked = 0;
    for (const UpstreamEndpoint& endpoint : *endpoints)
        if ((endpoint.protocol == Protocol::Anthropic) == isAnthropics) {
            CHECK(endpoint.systemPlace == row.place);
            CHECK((endpoint.vendorModels != nullptr) == row.isVendors);
            CHECK((!row.isVendors || !endpoint.vendorModels->contains("qwen3")));
            ++checked;
        }
    CHECK(checked > 0);
}
