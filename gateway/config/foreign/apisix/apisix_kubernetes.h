#pragma once

#include "apisix_document.h"

namespace gateway::config::foreign {

/// Reads the objects of the APISIX Ingress Controller: its own (`ApisixRoute`, `Consumer`, `PluginConfig` and so on)
/// and those of the Gateway API. Each is converted as the controller converts it for the Admin API.
class ApisixKubernetes {
public:
    ApisixKubernetes(ApisixDocument& into, ImportLog& log)
        : m_into(into)
        , m_log(log)
    {
    }

    /// Whether it is a Kubernetes object of any kind.
    static bool isObject(const Json& node);
    /// Whether it is one that contains APISIX routes, plugins or consumers.
    static bool isApisix(const Json& node);

    void read(const Json& node, const std::string& path);

private:
    void readRoute(ForeignObject object);
    void readRouteRule(ForeignObject rule, const std::string& name);
    void readHttpRoute(ForeignObject object);
    void readFilters(ForeignObject& holder, Json& route, Json& configs);
    void readHttpRule(ForeignObject rule, const std::string& name, const std::vector<std::string>& hosts);
    void readPolicy(ForeignObject object);
    void readPluginConfig(ForeignObject object, const std::string& prefix);
    void readGlobalRule(ForeignObject object);
    void readConsumer(ForeignObject object);
    void readAuthParameters(ForeignObject parameters, Json& plugins);
    void readTls(ForeignObject object);
    Json pluginsOf(ForeignObject& holder, const char* field);
    Json secretOf(ForeignObject& holder, const std::string& usual);
    void add(std::vector<ApisixPart>& list, Json node, const std::string& path);
    std::string nameOf(ForeignObject& object);

    ApisixDocument& m_into;
    ImportLog& m_log;
    std::string m_namespace; // of the current object
};

} // namespace gateway::config::foreign
