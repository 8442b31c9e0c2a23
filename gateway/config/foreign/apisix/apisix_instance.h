#pragma once

#include "gateway/config/foreign/reading/foreign_object.h"

#include <map>
#include <string>

namespace gateway::config::foreign {

/// What the plugin says about the connections to all of its instances.
struct ApisixConnection {
    TimeoutSettings timeouts;
    KeepAliveSettings keepAlive;
    bool sslVerify = true;
};

/// Makes providers and targets of the instances of all routes of a document: the
/// same account is one provider, whatever it is called.
class ApisixInstances {
public:
    ApisixInstances(Settings& settings, ImportLog& log)
        : m_settings(settings)
        , m_log(log)
    {
    }

    /// One entry of `instances`, or of the older `providers`, or `ai-proxy` itself. Where something
    /// in it is wrong its provider is switched off; nothing, if that is one of others, too.
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
    std::map<std::string, std::string> m_known; // what makes an account, and its provider's id
};

} // namespace gateway::config::foreign
