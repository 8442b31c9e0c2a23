#include "fake_world.h"

#include "gateway/config/fields/fields.h"

#include <algorithm>
#include <chrono>
#include <memory>
#include <utility>

using namespace gateway;
using gateway::host::KeyHealth;
using gateway::host::ProviderHealth;
using gateway::providers::CatalogEntry;
using gateway::providers::CatalogModel;
using gateway::providers::Protocol;
using gateway::providers::Region;

namespace {

gateway::providers::Endpoint at(Protocol protocol, const char* baseUrl)
{
    gateway::providers::Endpoint made;
    made.protocol = protocol;
    made.baseUrl = baseUrl;
    return made;
}

CatalogEntry entry(const char* id, const char* name, Region region, std::vector<gateway::providers::Endpoint> endpoints)
{
    CatalogEntry made;
    made.id = id;
    made.name = name;
    made.region = region;
    made.endpoints = std::move(endpoints);
    made.modelsPath = "/models";
    made.website = std::string("https://") + id + ".example/keys";
    return made;
}

CatalogModel model(const char* id, float input = -1, float output = -1)
{
    CatalogModel made;
    made.id = id;
    made.name = id;
    made.inputPrice = input;
    made.outputPrice = output;
    return made;
}

} // namespace

FakeWorld::FakeWorld()
{
    entries = {
        entry("deepseek", "DeepSeek", Region::China,
              {at(Protocol::OpenAiChat, "https://api.deepseek.com"), at(Protocol::Anthropic, "https://api.deepseek.com/anthropic")}),
        entry("triton", "NVIDIA Triton", Region::Local, {at(Protocol::OpenAiChat, "http://localhost:9000/v1")}),
        entry("openai", "OpenAI", Region::Global, {at(Protocol::OpenAiChat, "https://api.openai.com/v1")}),
        entry("qwen", "Qwen (Alibaba)", Region::China, {at(Protocol::OpenAiChat, "https://dashscope.aliyuncs.com/compatible-mode/v1")}),
        entry("minimax", "MiniMax", Region::China,
              {at(Protocol::OpenAiChat, "https://api.minimaxi.com/v1"), at(Protocol::Anthropic, "https://api.minimaxi.com/anthropic")}),
        entry("gemini", "Gemini", Region::Global,
              {at(Protocol::Gemini, "https://generativelanguage.googleapis.com"),
               at(Protocol::OpenAiChat, "https://generativelanguage.googleapis.com/v1beta/openai")}),
        entry("openrouter", "OpenRouter", Region::Aggregator, {at(Protocol::OpenAiChat, "https://openrouter.ai/api/v1")}),
        entry("cloudflare", "Cloudflare Workers AI", Region::Aggregator,
              {at(Protocol::OpenAiChat, "https://api.cloudflare.com/client/v4/accounts/${account_id}/ai/v1")}),
        entry("ollama", "Ollama", Region::Local,
              {at(Protocol::OpenAiChat, "http://127.0.0.1:11434/v1"), at(Protocol::Ollama, "http://127.0.0.1:11434")}),
        entry("openai-compatible", "OpenAI compatible", Region::Custom, {at(Protocol::OpenAiChat, "")}),
        entry("demo", "Demo", Region::Local, {at(Protocol::Demo, "")}),
    };
    for (CatalogEntry& one : entries) {
        if (one.id == "cloudflare") one.settings = {"account_id"};
        if (one.id == "ollama" || one.id == "demo") one.keyNeeded = false;
        if (one.id == "qwen") one.aliases = {"alibaba-cn", "tongyi"};
        if (one.id == "deepseek" || one.id == "openrouter") one.balances.emplace_back();
        if (one.id == "deepseek") one.environment = {"DEEPSEEK_API_KEY"};
        if (one.id == "openai-compatible") one.keyNeeded = false;
        if (one.id == "openai-compatible") one.chineseName = "OpenAI 兼容";
        if (one.id == "minimax") one.note = {"Keys of the international site do not work here.", "国际站的密钥在此无效。"};
    }
    models["deepseek"] = {model("deepseek-chat", 0.28F, 0.42F), model("deepseek-reasoner", 0.28F, 0.42F)};
    models["openai"] = {model("gpt-4o", 2.5F, 10), model("gpt-4o-mini", 0.15F, 0.6F), model("o4-mini", 1.1F, 4.4F)};
    models["openrouter"] = {model("openai/gpt-4o-mini"), model("openai/o4-mini"), model("openai/gpt-5-mini"), model("mistral/ministral-8b")};
    models["minimax"] = {model("MiniMax-M2", 0.3F, 1.2F)};
    models["qwen"] = {model("qwen-turbo", 0.05F, 0.2F), model("qwen-plus", 0.4F, 1.2F)};
    m_settings = config::demoSettings();
    settleProviders();
}

host::CatalogSource FakeWorld::source() const
{
    const auto find = [this](std::string_view id) -> const CatalogEntry* {
        for (const CatalogEntry& one : entries) {
            if (one.id == id || std::find(one.aliases.begin(), one.aliases.end(), id) != one.aliases.end()) return &one;
        }
        return nullptr;
    };
    const auto modelsOf = [this](std::string_view id) -> std::span<const CatalogModel> {
        const auto found = models.find(id);
        return found == models.end() ? std::span<const CatalogModel>{} : std::span<const CatalogModel>(found->second);
    };
    return {entries, find, modelsOf, "2026-07-02"};
}

void FakeWorld::addProvider(const std::string& type, const std::string& id)
{
    config::ProviderSettings provider;
    provider.id = id.empty() ? type : id;
    provider.type = type;
    const CatalogEntry* known = source().find(type);
    if (known && known->keyNeeded) {
        provider.keys.push_back({"main", "keychain:" + provider.id + "/main"});
        secrets[provider.keys.front().secret] = "sk-stored";
    }
    m_settings.providers.push_back(provider);
    settleProviders();
}

void FakeWorld::setKeyHealth(const std::string& provider, KeyHealth health)
{
    m_health[provider] = health;
    settleProviders();
    Q_EMIT providersChanged();
}

void FakeWorld::setListed(const std::string& provider, const std::vector<std::string>& names)
{
    m_listed[provider] = names;
    settleProviders();
    Q_EMIT providersChanged();
}

void FakeWorld::setRests(const std::vector<routing::Rest>& rests)
{
    m_rests = rests;
    settleProviders();
    Q_EMIT providersChanged();
}

void FakeWorld::setRunning()
{
    m_status.state = host::State::Running;
    m_status.urls = {"http://127.0.0.1:8080", "http://[::1]:8080", "https://127.0.0.1:8443"};
    Q_EMIT statusChanged();
}

void FakeWorld::settleProviders()
{
    m_providers.clear();
    const auto catalog = source();
    for (const auto& provider : m_settings.providers) {
        const CatalogEntry* known = catalog.find(provider.type);
        host::ProviderStatus status;
        status.id = provider.id;
        bool usable = provider.keys.empty() && !(known && known->keyNeeded);
        for (const auto& key : provider.keys) {
            const bool stored = secrets.count(key.secret) > 0 || !key.secret.starts_with("keychain:");
            KeyHealth health = stored ? KeyHealth::Ready : KeyHealth::Missing;
            if (const auto forced = m_health.find(provider.id); forced != m_health.end()) health = forced->second;
            usable = usable || health == KeyHealth::Ready;
            status.keys.push_back({key.name, key.secret, health, {}});
        }
        if (!provider.enabled) {
            status.health = ProviderHealth::Disabled;
        } else if (!usable) {
            status.health = ProviderHealth::KeyProblem;
        }
        status.address = provider.baseUrl.value_or(known && !known->endpoints.empty() ? known->endpoints.front().baseUrl : "");
        if (const auto listed = m_listed.find(provider.id); listed != m_listed.end()) status.listed = listed->second;
        for (const auto& rest : m_rests) {
            if (rest.provider == provider.id) status.rests.push_back(rest);
        }
        m_providers.push_back(status);
    }
}

void FakeWorld::finish(const usage::ExchangeRecord& record)
{
    usage::LiveSnapshot snapshot;
    snapshot.at = TimePoint{std::chrono::hours{1000}};
    snapshot.finished.push_back(std::make_shared<const usage::ExchangeRecord>(record));
    Q_EMIT live(snapshot);
}

void FakeWorld::put(const config::Settings& next)
{
    m_settings = next;
    settleProviders();
    Q_EMIT settingsChanged();
    Q_EMIT providersChanged();
}
