#include "higress_provider.h"

#include "gateway/config/foreign/reading/match_regex.h"
#include "gateway/config/foreign/reading/provider_types.h"
#include "gateway/config/foreign/reading/secret_placeholder.h"

#include <algorithm>
#include <array>

namespace gateway::config::foreign {

namespace {

// Sources: alibaba/higress: plugins/wasm-go/extensions/ai-proxy/provider/{provider,failover,retry,custom_setting}.go;
// higress-group/higress-console: backend/sdk/.../model/ai/{LlmProvider,TokenFailoverConfig}.java.

constexpr int kDay_ms = 24 * 3600 * 1000;
constexpr int kHour_ms = 3600 * 1000;
constexpr int kMaxCount = 1000;
constexpr int kMaxRetries = 100;
constexpr int kMaxPort = 65535;

/// The fields of a provider: those of the plugin, which the console stores in `rawConfigs`.
class Fields {
public:
    explicit Fields(ForeignObject provider)
        : m_provider(std::move(provider))
        , m_raw(m_provider.object("rawConfigs"))
    {
    }

    /// Whichever of the two has the field.
    ForeignObject& with(std::string_view key)
    {
        const bool isOwn = m_provider.has(key);
        if (isOwn && m_raw.has(key))
            m_raw.drop(key, "the provider's own field applies");
        else
            (isOwn ? m_raw : m_provider).ignore({key});
        return isOwn ? m_provider : m_raw;
    }
    std::optional<std::string> text(std::string_view key) { return with(key).text(key); }
    void dropRest()
    {
        m_provider.dropRest();
        m_raw.dropRest();
    }
    const std::string& path() const { return m_provider.path(); }
    ImportLog& log() const { return m_provider.log(); }

private:
    ForeignObject m_provider;
    ForeignObject m_raw;
};

void addKey(ProviderSettings& provider, std::string_view text, const std::string& path, ImportLog& log)
{
    const std::string name = provider.keys.empty() ? "main" : "key-" + std::to_string(provider.keys.size() + 1);
    provider.keys.push_back({name, referenceFor(text, provider.id + '/' + name, path, log)});
}

void readKeys(Fields& fields, ProviderSettings& provider)
{
    const char* name = fields.with("tokens").has("tokens") ? "tokens" : "apiTokens";
    ForeignObject& holder = fields.with(name);
    const auto tokens = holder.texts(name);
    for (std::size_t i = 0; i < tokens.size(); ++i)
        addKey(provider, tokens[i], holder.pathOf(name) + '[' + std::to_string(i) + ']', fields.log());
    if (std::string_view(name) == "tokens")
        fields.with("apiTokens").drop("apiTokens", "tokens applies");
    if (const auto key = fields.with("vertexAuthKey").longText("vertexAuthKey"))
        addKey(provider, *key, fields.with("vertexAuthKey").pathOf("vertexAuthKey"), fields.log());
    const auto access = fields.text("awsAccessKey");
    const auto secret = fields.text("awsSecretKey");
    if (!access || !secret)
        return;
    const bool isExported = access->starts_with('<') && access->ends_with('>');
    const Json whole{{"access_key_id", *access}, {"secret_access_key", *secret}};
    addKey(provider, isExported ? *access : gateway::toText(whole), fields.with("awsAccessKey").pathOf("awsAccessKey"),
        fields.log());
}

void readFailover(ForeignObject failover, KeyFailoverSettings& settings)
{
    if (!failover.isPresent())
        return;
    const auto number = [&](const char* key, int most, int& value) {
        value = static_cast<int>(failover.whole(key, 1, most).value_or(value));
    };
    settings.enabled = failover.flag("enabled").value_or(false);
    settings.mode = "active";
    number("failureThreshold", kMaxCount, settings.failureThreshold);
    number("successThreshold", kMaxCount, settings.successThreshold);
    number("healthCheckInterval", kDay_ms, settings.checkInterval_ms);
    number("healthCheckTimeout", kHour_ms, settings.checkTimeout_ms);
    if (const auto model = failover.text("healthCheckModel"); model && !model->empty())
        settings.checkModel = *model;
    failover.drop("failoverOnStatus", "failures are classified by their meaning, and client errors do not count");
    failover.dropRest();
    if (settings.enabled)
        failover.log().note(failover.path(),
            "counts consecutive failures in Higress; Signalbox counts failures within key_failover.window_ms",
            "set key_failover.window_ms");
}

bool anyMatches(const std::vector<std::string>& patterns, const std::string& status)
{
    return std::any_of(patterns.begin(), patterns.end(),
        [&](const std::string& pattern) { return isValidRegex(pattern) && matchesWholly(pattern, status); });
}

void readRetry(ForeignObject retry, HigressRetry& result)
{
    if (retry.flag("enabled").value_or(false)) {
        result.path = retry.path();
        result.retries = static_cast<int>(retry.whole("maxRetries", 0, kMaxRetries).value_or(1));
        auto patterns = retry.texts("retryOnStatus");
        if (patterns.empty())
            patterns = {"4.*", "5.*"};
        result.onClientErrors = anyMatches(patterns, "429") || anyMatches(patterns, "401");
        result.onServerErrors = anyMatches(patterns, "500") || anyMatches(patterns, "503");
        retry.drop("retryTimeout", "an attempt is limited by the provider's timeouts", "see timeouts.total_ms");
    }
    for (const char* field : {"maxRetries", "retryOnStatus", "retryTimeout"})
        if (result.path.empty())
            retry.drop(field, "retries are disabled in the document (enabled: false)");
    retry.dropRest();
}

/// Whether Higress supports the setting in mode auto for requests in that protocol; it ignores others.
bool isKnownSetting(std::string_view name, std::string_view protocol)
{
    struct Known {
        std::string_view name;
        std::string_view protocols;
    };
    constexpr std::array kKnown{Known{"max_tokens", " openai baidu spark qwen gemini claude minimax "},
        Known{"temperature", " openai baidu spark qwen gemini hunyuan claude minimax "},
        Known{"top_p", " openai baidu qwen gemini hunyuan claude minimax "}, Known{"top_k", " spark gemini claude "},
        Known{"seed", " openai qwen "}};
    return std::any_of(kKnown.begin(), kKnown.end(), [&](const Known& known) {
        return known.name == name && known.protocols.find(' ' + std::string(protocol) + ' ') != std::string_view::npos;
    });
}

/// `protocol`: "openai", or the provider's type if requests are not translated.
void readCustomSettings(ForeignObject& holder, const std::string& protocol, ParameterRules& rules)
{
    for (ForeignObject& setting : holder.objects("customSettings")) {
        const auto name = setting.text("name");
        const Json* value = setting.take("value");
        const bool overwrites = setting.flag("overwrite").value_or(true);
        const auto mode = setting.text("mode");
        if (!name || !value) {
            setting.log().error(setting.path(), "must have a name and a value");
            continue;
        }
        const bool isRaw = mode == "raw";
        if (!isRaw && !isKnownSetting(*name, protocol)) {
            setting.log().leaveOut(setting.path(), "setting " + *name, "Higress ignores a setting of this name in mode auto",
                "if you need it, add it to parameters.set");
            continue;
        }
        if (name->find('.') != std::string::npos || (isRaw && (protocol == "qwen" || protocol == "gemini"))) {
            setting.log().leaveOut(setting.path(), "setting " + *name, "it sets a value inside a parameter",
                "add the whole parameter to parameters.set");
            continue;
        }
        if (mode == "auto")
            setting.log().note(
                setting.pathOf("mode"), "is translated for each provider in Higress; Signalbox uses the OpenAI name");
        (overwrites ? rules.set : rules.defaults).emplace_back(*name, JsonText{gateway::toText(*value)});
        setting.dropRest();
    }
}

/// Fields that replace the host for one type, and the path of its API.
struct HostField {
    std::string_view name;
    std::string_view path;
};
constexpr std::array kHostFields{HostField{"qwenDomain", "/compatible-mode/v1"}, HostField{"doubaoDomain", "/api/v3"},
    HostField{"zhipuDomain", "/api/paas/v4"}, HostField{"genericHost", ""}};
constexpr std::array<std::string_view, 3> kUrlFields{"openaiCustomUrl", "azureServiceUrl", "vllmCustomUrl"};

std::optional<std::string> hostAndPort(Fields& fields, const std::string& prefix)
{
    const auto host = fields.text(prefix + "Host");
    const auto port = fields.with(prefix + "Port").whole(prefix + "Port", 1, kMaxPort);
    if (!host)
        return std::nullopt;
    return "http://" + *host + (port ? ':' + std::to_string(*port) : "");
}

void readAddress(Fields& fields, ProviderSettings& provider)
{
    for (const std::string_view name : kUrlFields)
        if (const auto url = fields.text(name)) {
            provider.baseUrl = baseUrlOf(*url);
            if (name == "openaiCustomUrl")
                provider.type = kAnyServer;
        }
    for (const HostField& field : kHostFields)
        if (const auto host = fields.text(field.name))
            provider.baseUrl =
                (host->find("://") == std::string::npos ? "https://" : "") + *host + std::string(field.path);
    if (const auto ollama = hostAndPort(fields, "ollamaServer"))
        provider.baseUrl = *ollama;
    if (const auto vllm = hostAndPort(fields, "vllmServer"))
        provider.baseUrl = *vllm + "/v1";
    const auto base = fields.text("providerBasePath");
    if (const auto domain = fields.text("providerDomain")) {
        provider.baseUrl = "https://" + *domain + base.value_or(std::string());
        if (!base)
            fields.log().note(fields.with("providerDomain").pathOf("providerDomain"),
                "replaces only the host in Higress; base_url is everything before the endpoint path",
                "add the path, such as /v1, to base_url");
    } else if (base) {
        fields.log().note(fields.with("providerBasePath").pathOf("providerBasePath"),
            "is not imported: it has no host", "set base_url to the complete address");
    }
}

void readSettings(Fields& fields, ProviderSettings& provider)
{
    constexpr std::array<std::pair<const char*, const char*>, 4> kNames{{{"cloudflareAccountId", "account_id"},
        {"vertexProjectId", "project"}, {"vertexRegion", "region"}, {"awsRegion", "region"}}};
    for (const auto& [theirs, ours] : kNames)
        if (const auto value = fields.text(theirs))
            provider.settings.emplace_back(ours, *value);
}

void dropKnown(Fields& fields)
{
    constexpr const char* kRequests = "requests are changed by the route's policies";
    const std::array<std::pair<const char*, const char*>, 22> reasons{{
        {"timeout", "it limits only the reading of a context file"},
        {"context", "Signalbox adds no files to requests"},
        {"capabilities", "endpoints are defined by the provider's type"},
        {"basePath", "a route's path prefix is removed automatically"},
        {"basePathHandling", "a route's path prefix is removed automatically"},
        {"reasoningContentMode", "reasoning is forwarded unchanged"},
        {"promoteThinkingOnEmpty", "answers are forwarded unchanged"},
        {"mergeConsecutiveMessages", kRequests},
        {"hiclawMode", kRequests},
        {"contextCleanupCommands", kRequests},
        {"responseJsonSchema", kRequests},
        {"targetLang", "Signalbox has no translation service"},
        {"claudeVersion", "the version is taken from the catalog"},
        {"apiVersion", "the version is taken from the catalog"},
        {"claudeCodeMode", "Signalbox has no such mode"},
        {"geminiSafetySetting", "it is not a parameter of the OpenAI protocol"},
        {"geminiThinkingBudget", "it is not a parameter of the OpenAI protocol"},
        {"qwenEnableSearch", "it is a parameter of the request"},
        {"qwenFileIds", "Signalbox adds no files to requests"},
        {"moonshotFileId", "Signalbox adds no files to requests"},
        {"hunyuanAuthId", "requests are not signed for this provider"},
        {"hunyuanAuthKey", "requests are not signed for this provider"},
    }};
    for (const auto& [name, why] : reasons)
        fields.with(name).drop(name, why);
    fields.with("proxyName").drop("proxyName", "the proxy is configured elsewhere", "set the provider's proxy");
    fields.with("authHeaderKey").drop("authHeaderKey", "clients may use any of the supported headers");
    for (const char* silent : {"version", "openaiCustomServiceName", "openaiCustomServicePort", "openaiExtraCustomUrls",
             "qwenEnableCompatible"})
        fields.with(silent).skip({silent});
}

/// "original", if requests are not translated.
std::optional<std::string> readProtocol(Fields& fields)
{
    auto protocol = fields.text("protocol");
    if (protocol == "original")
        fields.log().note(fields.with("protocol").pathOf("protocol"),
            "means no translation; Signalbox forwards requests unchanged to providers that use the same protocol");
    else if (protocol && *protocol != "openai" && *protocol != "openai/v1")
        fields.log().note(fields.with("protocol").pathOf("protocol"), "is unknown, OpenAI is assumed");
    return protocol;
}

} // namespace

std::optional<ProviderSettings> readHigressProvider(ForeignObject object, HigressRetry& retry)
{
    const std::string path = object.path();
    Fields fields(std::move(object));
    ImportLog& log = fields.log();
    const auto type = fields.text("type");
    const auto name = fields.with("name").has("name") ? fields.text("name") : fields.text("id");
    if (name)
        fields.with("id").skip({"id"});
    ProviderSettings provider;
    provider.id = asId(name.value_or(type.value_or(std::string())));
    if (provider.id.empty() || !type) {
        log.error(path, "must have a name and a type");
        return std::nullopt;
    }
    const ProviderType* known = typeOfHigress(*type);
    provider.type = known ? known->own : kAnyServer;
    if (!known) {
        provider.enabled = false;
        log.because({EntryName::Kind::Provider, provider.id}, "its type is unknown");
        log.note((path.empty() ? "" : path + ".") + "type", "is unknown: the provider is disabled",
            "if it uses the OpenAI protocol, set its base_url and enable it");
    }
    const bool isOriginal = readProtocol(fields) == "original";
    readKeys(fields, provider);
    readAddress(fields, provider);
    readSettings(fields, provider);
    provider.modelMap = readModelMapping(fields.with("modelMapping").object("modelMapping"));
    const char* failover =
        fields.with("tokenFailoverConfig").has("tokenFailoverConfig") ? "tokenFailoverConfig" : "failover";
    readFailover(fields.with(failover).object(failover), provider.keyFailover);
    if (std::string_view(failover) != "failover")
        fields.with("failover").drop("failover", "tokenFailoverConfig applies");
    readRetry(fields.with("retryOnFailure").object("retryOnFailure"), retry);
    if (const auto limit = fields.with("firstByteTimeout").whole("firstByteTimeout", 0, kDay_ms); limit && *limit > 0)
        provider.timeouts.firstByte_ms = static_cast<int>(*limit);
    readCustomSettings(fields.with("customSettings"), isOriginal ? *type : "openai", provider.parameters);
    dropKnown(fields);
    fields.dropRest();
    return provider;
}

} // namespace gateway::config::foreign
