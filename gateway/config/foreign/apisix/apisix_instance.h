#pragma once

#include "gateway/config/foreign/reading/foreign_object.h"

#include <map>
#include <string>

namespace gateway::config::foreign {

/// The plugin's settings for the connections to all of its instances.
struct ApisixConnection {
    TimeoutSettings timeouts;
    KeepAliveSettings keepAlive;
    bool sslVerify = true;
};

/// Creates providers and targets for the instances of all routes of a document: the same account becomes one provider,
/// whatever it is called.
class ApisixInstances {
public:
    ApisixInstances(Settings& settings, ImportLog& log)
        : m_settings(settings)
        , m_log(log)
    {
    }

    /// Reads an entry of `instances`, or of the older `providers`, or `ai-proxy` itself. If a part of it is invalid,
    /// its provider is disabled; nothing is returned if the provider also serves others.
    std::optional<TargetSettings> read(ForeignObject& instance, const ApisixConnection& connection);

private:
    struct Model {
        std::string type;
        std::optional<std::string> name;
        ForeignObject options;
    };

    Model readModel(ForeignObject& instance);
    ProviderSettings readProvider(
        ForeignObject& instance, const Model& model, const ApisixConnection& connection, const std::string& id);
    std::string freeId(const std::string& wanted) const;

    Settings& m_settings;
    ImportLog& m_log;
    std::map<std::string, std::string> m_known; // by the fields that identify an account: the provider's id
};

} // namespace gateway::config::foreign
