#include "check_config.h"

#include "full_sentence.h"

#include "gateway/config/config_file.h"
#include "gateway/config/document.h"
#include "gateway/config/history/lost_configuration.h"
#include "gateway/core/files/lost_content.h"
#include "gateway/host/checks/authority_check.h"
#include "gateway/host/checks/provider_checks.h"
#include "gateway/host/checks/user_check.h"
#include "gateway/http/tls/server_certificate.h"
#include "gateway/providers/catalog.h"

#include <QFile>

#include <algorithm>
#include <optional>
#include <ostream>
#include <vector>

namespace app {

namespace {

using gateway::config::Issue;

/// Why HTTPS cannot be served with the configured files.
std::optional<Issue> certificateIssue(const gateway::config::ListenSettings& listen)
{
    if (!listen.httpsPort || !listen.tlsCertificate || !listen.tlsKey)
        return std::nullopt;
    const auto pair = gateway::http::ownCertificate(
        QString::fromStdString(*listen.tlsCertificate), QString::fromStdString(*listen.tlsKey));
    if (pair)
        return std::nullopt;
    return Issue{Issue::Level::Error, {}, pair.error().message}; // it names the field
}

/// Why providers cannot be reached with their configured authorities.
std::vector<Issue> authorityIssues(const std::vector<gateway::config::ProviderSettings>& providers)
{
    using gateway::host::AuthorityFinding;
    std::vector<Issue> issues;
    for (std::size_t i = 0; i < providers.size(); ++i) {
        if (!providers[i].caFile)
            continue;
        const AuthorityFinding found = gateway::host::checkAuthority(*providers[i].caFile);
        if (found == AuthorityFinding::Good)
            continue;
        issues.push_back({Issue::Level::Warning, "providers[" + std::to_string(i) + "].ca_file",
            '"' + *providers[i].caFile + "\" " + toText(gateway::host::describe(found, QString::fromStdString(*providers[i].caFile))) + ". Until then, the provider cannot be reached over https"});
    }
    return issues;
}

} // namespace

int checkConfig(const QString& file, bool given, std::ostream& out, std::ostream& err, const QString& dataDir)
{
    const std::string name = file.toStdString();
    QFile source(file);
    if (const auto dangling = gateway::config::danglingLink(file)) {
        out << sentence(toText(*dangling)) << '\n';
        return given ? 1 : 0;
    }
    if (!source.exists() && !given) {
        out << name << " does not exist: the demo provider is used.\n";
        return 0;
    }
    if (!source.open(QIODevice::ReadOnly)) {
        err << sentence("Cannot read " + name + ": " + source.errorString().toStdString()) << '\n';
        return 1;
    }
    const std::string text = source.readAll().toStdString();
    const auto lost = gateway::config::lostConfiguration(text, file, dataDir);
    if (lost)
        out << toText(*lost) << '\n'; // the text ends with a command
    if (lost && gateway::files::isLostContent(text))
        return 1;
    std::vector<Issue> issues;
    const auto readable = gateway::config::Document::readable(text, issues);
    const gateway::config::Mistakes mistakes(issues);
    const auto catalog = gateway::providers::Catalog::load();
    if (readable && catalog)
        for (auto& issue : gateway::host::checkProviders(*readable, **catalog, mistakes))
            issues.push_back(std::move(issue));
    if (readable && !mistakes.touch("listen.tls") && !mistakes.touch("listen.https_port"))
        if (auto issue = certificateIssue(readable->listen))
            issues.push_back(std::move(*issue));
    if (readable && !mistakes.touch("providers"))
        for (auto& issue : authorityIssues(readable->providers))
            issues.push_back(std::move(issue));
    if (readable && !mistakes.touch("listen.local_users"))
        for (auto& issue : gateway::host::checkLocalUsers(readable->listen))
            issues.push_back(std::move(issue));
    for (const auto& issue : issues)
        out << sentence(toText(issue)) << '\n';
    const auto isError = [](const Issue& issue) { return issue.level == Issue::Level::Error; };
    if (std::any_of(issues.begin(), issues.end(), isError))
        return 1;
    if (issues.empty())
        out << name << ": no problems.\n";
    return 0;
}

} // namespace app
