#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/host/gateway_news.h"
#include "gateway/host/providers.h"
#include "gateway/host/status.h"
#include "gateway/usage/record.h"

#include <functional>
#include <map>
#include <string>
#include <vector>

/// State shared by all fake parts of a gateway: its settings, keys and providers, with a small catalog. Emits its changes
/// like the gateway.
class FakeWorld : public gateway::host::GatewayNews {
public:
    FakeWorld();

    /// Adds a provider as if configured, with a stored key if it needs one.
    void addProvider(const std::string& type, const std::string& id = {});
    void setKeyHealth(const std::string& provider, gateway::host::KeyHealth health);
    void setListed(const std::string& provider, const std::vector<std::string>& names); ///< of the models that it lists
    void setRests(const std::vector<gateway::routing::Rest>& rests); ///< all of them
    void setRunning();
    void finish(const gateway::usage::ExchangeRecord& record);  ///< as one live snapshot

    gateway::host::Status m_status;
    gateway::config::Settings m_settings;
    std::vector<gateway::host::ProviderStatus> m_providers;
    std::vector<gateway::providers::CatalogEntry> entries;
    std::map<std::string, std::vector<gateway::providers::CatalogModel>, std::less<>> models;
    std::map<std::string, std::string> secrets; ///< by reference

protected:
    ~FakeWorld() override = default;

    gateway::host::CatalogSource source() const;
    void settleProviders();
    void put(const gateway::config::Settings& next);

    std::vector<gateway::routing::Rest> m_rests;

private:
    std::map<std::string, std::vector<std::string>> m_listed;
    std::map<std::string, gateway::host::KeyHealth> m_health; ///< by provider, if different from the stored state
};
