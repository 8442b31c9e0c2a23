#pragma once

#include "gateway/host/configuration.h"
#include "gateway/host/diagnosis.h"
#include "gateway/host/experiments.h"
#include "gateway/host/gateway_control.h"
#include "gateway/host/gateway_news.h"
#include "gateway/host/limit_counts.h"
#include "gateway/host/providers.h"
#include "gateway/host/requests.h"
#include "gateway/host/secrets.h"

#include <QString>

#include <concepts>
#include <string>

namespace ui::models {

using gateway::host::CatalogSource;
using gateway::host::Configuration;
using gateway::host::Diagnosis;
using gateway::host::Experiments;
using gateway::host::FailedAnswer;
using gateway::host::GatewayControl;
using gateway::host::GatewayNews;
using gateway::host::LimitCounts;
using gateway::host::ListenOverrides;
using gateway::host::Providers;
using gateway::host::Requests;
using gateway::host::Secrets;

/// Access to one part of the gateway, by its name.
template <class Part> class PartAccess;

template <> class PartAccess<GatewayControl> {
public:
    explicit PartAccess(GatewayControl& part) : m_part(&part) {}
    GatewayControl& control() const { return *m_part; }

private:
    GatewayControl* m_part;
};

template <> class PartAccess<Configuration> {
public:
    explicit PartAccess(Configuration& part) : m_part(&part) {}
    Configuration& configuration() const { return *m_part; }

private:
    Configuration* m_part;
};

template <> class PartAccess<Secrets> {
public:
    explicit PartAccess(Secrets& part) : m_part(&part) {}
    Secrets& secrets() const { return *m_part; }

private:
    Secrets* m_part;
};

template <> class PartAccess<Providers> {
public:
    explicit PartAccess(Providers& part) : m_part(&part) {}
    Providers& providers() const { return *m_part; }

private:
    Providers* m_part;
};

template <> class PartAccess<Requests> {
public:
    explicit PartAccess(Requests& part) : m_part(&part) {}
    Requests& requests() const { return *m_part; }

private:
    Requests* m_part;
};

template <> class PartAccess<Diagnosis> {
public:
    explicit PartAccess(Diagnosis& part) : m_part(&part) {}
    Diagnosis& diagnosis() const { return *m_part; }

private:
    Diagnosis* m_part;
};

template <> class PartAccess<LimitCounts> {
public:
    explicit PartAccess(LimitCounts& part) : m_part(&part) {}
    LimitCounts& limitCounts() const { return *m_part; }

private:
    LimitCounts* m_part;
};

template <> class PartAccess<Experiments> {
public:
    explicit PartAccess(Experiments& part) : m_part(&part) {}
    Experiments& experiments() const { return *m_part; }

private:
    Experiments* m_part;
};

/// The parts of the gateway that a model or page uses, and its news. Created from the gateway, from substitutes in a
/// test, or from a larger set of parts. A value; what it refers to must outlive it. Main thread; nothing blocks.
template <class... Parts> class GatewayParts final : public PartAccess<Parts>... {
public:
    template <class Gateway>
        requires(std::derived_from<Gateway, GatewayNews> && (std::derived_from<Gateway, Parts> && ...))
    GatewayParts(Gateway& gateway) : PartAccess<Parts>(gateway)..., m_news(&gateway)
    {
    }
    template <class... More>
        requires(std::derived_from<GatewayParts<More...>, PartAccess<Parts>> && ...)
    GatewayParts(const GatewayParts<More...>& more) : PartAccess<Parts>(more)..., m_news(&more.news())
    {
    }

    GatewayNews& news() const { return *m_news; }

private:
    GatewayNews* m_news;
};

using WholeGateway = GatewayParts<GatewayControl, Configuration, Secrets, Providers, Requests, Diagnosis, LimitCounts, Experiments>;

/// Display name of `entry` in the current language.
QString displayName(const gateway::providers::CatalogEntry& entry);
/// Display name of `provider`: the catalog's name, or its id if the user chose another one.
QString displayName(const CatalogSource& catalog, const gateway::config::ProviderSettings& provider);

/// The base URL for clients, also before the gateway listens: "http://127.0.0.1:8080". Empty: any free port is
/// configured.
std::string clientBase(const GatewayParts<GatewayControl, Configuration>& access);

} // namespace ui::models
