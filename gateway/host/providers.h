#pragma once

#include "status.h"

#include "gateway/config/settings/settings.h"
#include "gateway/core/secret.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/key_meter.h"
#include "gateway/usage/pricing/price.h"

#include <QString>
#include <QUrl>

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::host {

/// Read access to the catalog. The spans live as long as their provider.
struct CatalogSource {
    std::span<const providers::CatalogEntry> entries;
    std::function<const providers::CatalogEntry*(std::string_view)> find; ///< by id or alias
    std::function<std::span<const providers::CatalogModel>(std::string_view)> models;
    std::string_view date; ///< date of the prices and models: "2026-07-02"
};

/// The configured and available providers, their state and their prices. Main thread; nothing blocks, results come from
/// the event loop.
class Providers {
public:
    using ProbeDone = std::function<void(ProbeResult)>;
    using EnginesDone = std::function<void(std::vector<LocalEngine>)>;
    using ProxyFound = std::function<void(QString proxy, Sentence problem)>;

    virtual CatalogSource catalog() const = 0;
    virtual const std::vector<ProviderStatus>& providers() const = 0;
    /// What is left on each key with any data, in the order of the configuration.
    virtual const std::vector<providers::KeyMeter>& meters() const = 0;
    /// Called when somebody looks at the meters: requests balances and quotas older than five minutes.
    virtual void lookAtMeters() = 0;
    virtual config::ExchangeRate exchangeRate() const = 0; ///< in force
    /// The price of `model` (its upstream name) at a provider of the configuration in force; empty: unknown.
    virtual std::optional<usage::Price> price(const std::string& provider, const std::string& model) const = 0;
    /// Sends one tiny real request straight to the provider, which need not be in the configuration. `key`: used
    /// instead of a configured one.
    virtual void probe(const config::ProviderSettings& provider, std::optional<Secret> key, ProbeDone done) = 0;
    /// Ends a cooldown: the next request uses its target as if it had never failed.
    virtual void tryAgain(const routing::Rest& rest) = 0;
    /// Looks for model servers on their usual ports on this machine.
    virtual void findLocalEngines(EnginesDone done) = 0;
    /// Finds the system proxy for `url` now, such as "http://proxy.example:3128"; empty: none. `problem`: why nothing
    /// may be sent to `url`, with the remedy; empty: no problem.
    virtual void findSystemProxy(const QUrl& url, ProxyFound done) = 0;

protected:
    ~Providers() = default;
};

} // namespace gateway::host
