#include "provider_types.h"

#include "gateway/core/text/ascii.h"

#include <array>

namespace gateway::config::foreign {

namespace {

// Sources: apache/apisix: apisix/plugins/ai-providers; alibaba/higress:
// plugins/wasm-go/extensions/ai-proxy/provider/provider.go.
constexpr std::array kTypes{
    ProviderType{"openai", "openai", "openai"},
    ProviderType{"deepseek", "deepseek", "deepseek"},
    ProviderType{"aimlapi", "aimlapi", ""},
    ProviderType{"anthropic", "anthropic", "claude"},
    ProviderType{"openai-compatible", "openai-compatible", "generic"},
    ProviderType{"azure-ai", "azure-openai", "azure"},
    ProviderType{"azure", "azure-openai", "azure"},
    ProviderType{"azure-deployment", "azure-openai", "azure"},
    ProviderType{"openrouter", "openrouter", "openrouter"},
    ProviderType{"gemini", "gemini", "gemini"},
    ProviderType{"vertex", "vertex-ai", "vertex"},
    ProviderType{"bedrock", "bedrock", "bedrock"},
    ProviderType{"moonshot", "", "moonshot"},
    ProviderType{"ai360", "", "ai360"},
    ProviderType{"github", "", "github"},
    ProviderType{"qwen", "", "qwen"},
    ProviderType{"groq", "", "groq"},
    ProviderType{"xai", "", "grok"},
    ProviderType{"baichuan", "", "baichuan"},
    ProviderType{"yi", "", "yi"},
    ProviderType{"zhipu", "", "zhipuai"},
    ProviderType{"ollama", "", "ollama"},
    ProviderType{"qianfan", "", "baidu"},
    ProviderType{"hunyuan", "", "hunyuan"},
    ProviderType{"stepfun", "", "stepfun"},
    ProviderType{"minimax", "", "minimax"},
    ProviderType{"cloudflare", "", "cloudflare"},
    ProviderType{"spark", "", "spark"},
    ProviderType{"mistral", "", "mistral"},
    ProviderType{"cohere", "", "cohere"},
    ProviderType{"doubao", "", "doubao"},
    ProviderType{"together", "", "together-ai"},
    ProviderType{"triton", "", "triton"},
    ProviderType{"longcat", "", "longcat"},
    ProviderType{"fireworks", "", "fireworks"},
    ProviderType{"vllm", "", "vllm"},
};

constexpr std::string_view kChatPath = "/chat/completions";

const ProviderType* find(std::string_view ProviderType::*column, std::string_view name)
{
    for (const ProviderType& type : kTypes)
        if (!name.empty() && type.*column == name)
            return &type;
    return nullptr;
}

std::string withoutSlash(std::string url)
{
    while (url.ends_with('/'))
        url.pop_back();
    return url;
}

} // namespace

const ProviderType* typeOfApisix(std::string_view name) { return find(&ProviderType::apisix, name); }
const ProviderType* typeOfHigress(std::string_view name) { return find(&ProviderType::higress, name); }
const ProviderType* typeOfOwn(std::string_view type) { return find(&ProviderType::own, type); }

KeyHeader keyHeaderOf(std::string_view type)
{
    if (type == "anthropic")
        return {"x-api-key", ""};
    if (type.starts_with("azure"))
        return {"api-key", ""};
    return {"Authorization", "Bearer "};
}

std::string baseUrlOf(const std::string& endpoint)
{
    if (endpoint.find('?') != std::string::npos)
        return endpoint;
    std::string base = withoutSlash(endpoint);
    if (base.ends_with(kChatPath))
        base.resize(base.size() - kChatPath.size());
    return base;
}

std::string endpointOf(const std::string& baseUrl)
{
    const std::string address = baseUrl.substr(0, baseUrl.find('?'));
    const std::string base = withoutSlash(address);
    return (base.ends_with(kChatPath) ? base : base + std::string(kChatPath)) + baseUrl.substr(address.size());
}

std::string endpointOf(const ProviderSettings& provider, const std::string& baseUrl)
{
    const bool isDriversPath =
        hasOwnPath(provider.type) && isHostOnly(baseUrl.substr(0, baseUrl.find('?'))); // the other program adds the same path
    return provider.wholeUrl || isDriversPath ? baseUrl : endpointOf(baseUrl);
}

bool isChatEndpoint(const std::string& url) { return url.substr(0, url.find('?')).ends_with(kChatPath); }

bool hasOwnPath(std::string_view type) { return type == "gemini"; }

bool isHostOnly(const std::string& url)
{
    const auto scheme = url.find("://");
    return scheme != std::string::npos && withoutSlash(url).find('/', scheme + 3) == std::string::npos
        && url.find('?') == std::string::npos;
}

} // namespace gateway::config::foreign
