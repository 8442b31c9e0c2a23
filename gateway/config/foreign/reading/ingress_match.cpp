#include "ingress_match.h"

#include "gateway/core/json/json_fields.h"

#include <string>

namespace gateway::config::foreign {

namespace {

/// Returns whether all paths of the rule could be converted.
bool addPaths(const Json& rule, std::vector<TextMatch>& paths)
{
    if (!rule.contains("http") || !rule["http"].is_object() || !rule["http"].contains("paths") || !rule["http"]["paths"].is_array())
        return false;
    for (const Json& path : rule["http"]["paths"]) {
        const std::string* const text = json::findText(path, "path");
        const std::string* const type = json::findText(path, "pathType");
        if (!text || !text->starts_with('/') || !type || (*type != "Exact" && *type != "Prefix"))
            return false;
        const bool isDirectory = *type == "Prefix" && text->size() > 1 && text->ends_with('/');
        paths.push_back({*type == "Exact" ? TextMatch::Kind::Exact : TextMatch::Kind::Prefix, text->substr(0, text->size() - (isDirectory ? 1 : 0))});
    }
    return true;
}

} // namespace

MatchSettings matchOfIngress(const Json* spec)
{
    MatchSettings match;
    if (!spec || !spec->is_object() || !spec->contains("rules") || !(*spec)["rules"].is_array() || spec->contains("defaultBackend"))
        return match;
    bool areHostsKnown = true;
    bool arePathsKnown = true;
    for (const Json& rule : (*spec)["rules"]) {
        const std::string* const host = json::findText(rule, "host");
        areHostsKnown = areHostsKnown && host;
        if (host)
            match.domains.push_back(*host);
        arePathsKnown = arePathsKnown && rule.is_object() && addPaths(rule, match.paths);
    }
    if (!areHostsKnown)
        match.domains.clear();
    if (!arePathsKnown)
        match.paths.clear();
    return match;
}

} // namespace gateway::config::foreign
