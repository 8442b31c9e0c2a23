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

/// The catalog as its readers see it. The spans live as long as who gave them.
struct CatalogSource {
    std::span<const providers::CatalogEntry> entries;
    std::function<const providers::CatalogEntry*(std::string_view)> find; ///< by id or alias
    std::function<std::span<const providers::CatalogModel>(std::string_view)> models;
    std::string_view date; ///< of prices and models: "2026-07-02"
};

/// Which providers there are and could be, how they are, and what they cost. Main thread; nothing blocks, answers come from the
/// event loop.
class Providers {
public:
    using ProbeDone = std::function<void(ProbeResult)>;
    using EnginesDone = std::function<void(std::vector<LocalEngine>)>;
    using ProxyFound = std::function<void(QString proxy, Sentence problem)>;

    virtual CatalogSource catalog() const = 0;
    virtual const std::vector<ProviderStatus>& providers() const = 0;
    /// What is left on the keys of which anything is known, in the order of the configuration.
    virtual const std::vector<providers::KeyMeter>& meters() const = 0;
    /// Somebody looks at them: asks providers for balances and quotas that are older than five minutes.
    virtual void lookAtMeters() = 0;
    virtual config::ExchangeRate exchangeRate() const = 0; ///< in force
    /// What `model`, as it is called upstream, costs at a provider of the configuration in force; empty: nobody knows.
    virtual std::optional<usage::Price> price(const std::string& provider, const std::string& model) const = 0;
    /// Sends one tiny real request straight to the provider, which need not be in
    /// the configuration. `key`: the one to use instead of a configured one.
    virtual void probe(const config::ProviderSettings& provider, std::optional<Secret> key, ProbeDone done) = 0;
    /// Ends a rest: the next request tries what it set aside as if it had never failed.
    virtual void tryAgain(const routing::Rest& rest) = 0;
    /// Looks for model servers on their usual ports of this machine.
    virtual void findLocalEngines(EnginesDone done) = 0;
    /// The proxy that the system names for `url` at this moment, such as "http://proxy.example:3128"; empty: none. `problem`: why
    /// nothing may be sent to `url`, with the remedy; empty: there is none.
    virtual void findSystemProxy(const QUrl& url, ProxyFound done) = 0;

protected:
    ~Providers() = default;
};

} // namespace gateway::host
