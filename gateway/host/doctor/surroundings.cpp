#include "surroundings.h"

#include <QFileInfo>
#include <QUrl>

#include <algorithm>
#include <array>

namespace gateway::host {

namespace {

enum class Meaning {
    Proxy,       ///< for whoever takes its proxy from the environment
    NoProxy,
    ToolAddress, ///< where a tool sends its requests to
    ToolKey,     ///< what a tool shows
    Authorities, ///< a file of certificates
    Folder,      ///< of certificates
    Own          ///< of this program: wins over its configuration
};

struct Variable {
    const char* name;
    Meaning meaning;
};

// Sources: curl(1), section ENVIRONMENT; the SDKs' and tools' own pages of settings (OpenAI, Anthropic, Google GenAI,
// Codex, Claude Code, Ollama, aider), read 2026-11-22; Node.js, CLI, NODE_EXTRA_CA_CERTS; OpenSSL, SSL_CERT_FILE.
constexpr std::array kVariables{
    Variable{"HTTP_PROXY", Meaning::Proxy}, Variable{"http_proxy", Meaning::Proxy},
    Variable{"HTTPS_PROXY", Meaning::Proxy}, Variable{"https_proxy", Meaning::Proxy},
    Variable{"ALL_PROXY", Meaning::Proxy}, Variable{"all_proxy", Meaning::Proxy},
    Variable{"NO_PROXY", Meaning::NoProxy}, Variable{"no_proxy", Meaning::NoProxy},
    Variable{"OPENAI_BASE_URL", Meaning::ToolAddress}, Variable{"OPENAI_API_BASE", Meaning::ToolAddress},
    Variable{"ANTHROPIC_BASE_URL", Meaning::ToolAddress}, Variable{"GOOGLE_GEMINI_BASE_URL", Meaning::ToolAddress},
    Variable{"OLLAMA_HOST", Meaning::ToolAddress}, Variable{"OPENAI_API_KEY", Meaning::ToolKey},
    Variable{"ANTHROPIC_API_KEY", Meaning::ToolKey}, Variable{"ANTHROPIC_AUTH_TOKEN", Meaning::ToolKey},
    Variable{"GEMINI_API_KEY", Meaning::ToolKey}, Variable{"SSL_CERT_FILE", Meaning::Authorities},
    Variable{"NODE_EXTRA_CA_CERTS", Meaning::Authorities}, Variable{"REQUESTS_CA_BUNDLE", Meaning::Authorities},
    Variable{"CURL_CA_BUNDLE", Meaning::Authorities}, Variable{"SSL_CERT_DIR", Meaning::Folder},
    Variable{"SIGNALBOX_CONFIG", Meaning::Own}, Variable{"SIGNALBOX_ADDRESS", Meaning::Own},
    Variable{"SIGNALBOX_HTTP_PORT", Meaning::Own}, Variable{"SIGNALBOX_HTTPS_PORT", Meaning::Own},
    Variable{"OTEL_EXPORTER_OTLP_ENDPOINT", Meaning::Own},
};

const char* const kOwnHosts[]{"localhost", "127.0.0.1", "[::1]", "::1"};

QUrl urlOf(const std::string& text)
{
    const QString given = QString::fromStdString(text).trimmed();
    return QUrl(given.contains(QStringLiteral("://")) ? given : QStringLiteral("http://") + given);
}

bool isOwn(const std::string& address, const std::vector<std::string>& ownAddresses)
{
    const QUrl url = urlOf(address);
    const std::string host = url.host().toStdString();
    const bool isHere = std::ranges::any_of(kOwnHosts, [&](const char* own) { return host == own; });
    return isHere && std::ranges::any_of(ownAddresses, [&](const std::string& own) { return urlOf(own).port() == url.port(); });
}

bool namesThisMachine(const std::string& list)
{
    const auto entries = QString::fromStdString(list).split(QLatin1Char(','));
    return std::ranges::any_of(entries, [](const QString& entry) {
        const std::string name = entry.trimmed().toStdString();
        return name == "*" || std::ranges::any_of(kOwnHosts, [&](const char* own) { return name == own; });
    });
}

std::string noProxyOf(const Environment& environment)
{
    for (const char* name : {"no_proxy", "NO_PROXY"})
        if (const auto found = environment.find(name); found != environment.end())
            return found->second;
    return {};
}

Finding proxyVariable(const std::string& name, const std::string& value, const Environment& environment)
{
    Finding finding{Check::Environment, Outcome::Ok, name,
        {QT_TRANSLATE_NOOP("Doctor", "%1 names the proxy %2: providers whose proxy is the system’s are reached through it, and tools may use it too."),
            {name, bareAddress(value)}}};
    if (namesThisMachine(noProxyOf(environment)))
        return finding;
    finding.outcome = Outcome::Notice;
    finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Tools may send what is meant for this gateway to the proxy. Set NO_PROXY=localhost,127.0.0.1,::1 beside it.")};
    return finding;
}

Finding toolAddress(const std::string& name, const std::string& value, const std::vector<std::string>& ownAddresses)
{
    if (isOwn(value, ownAddresses))
        return {Check::Environment, Outcome::Ok, name,
            {QT_TRANSLATE_NOOP("Doctor", "%1 sends tools to this gateway."), {name}}};
    return {Check::Environment, Outcome::Notice, name,
        {QT_TRANSLATE_NOOP("Doctor", "%1 sends tools to %2, past this gateway."), {name, bareAddress(value)}},
        {QT_TRANSLATE_NOOP("Doctor", "It wins over the tools’ own settings. Take it out of your shell’s profile, or give it this gateway’s address.")}};
}

Finding authorityFile(const Variable& variable, const std::string& value)
{
    const QFileInfo file(QString::fromStdString(value));
    const bool isThere = variable.meaning == Meaning::Folder ? file.isDir() : file.isFile();
    if (isThere && file.isReadable())
        return {Check::Environment, Outcome::Ok, variable.name,
            {QT_TRANSLATE_NOOP("Doctor", "%1 says which certificates are trusted: %2."), {variable.name, value}}};
    return {Check::Environment, Outcome::Problem, variable.name,
        {QT_TRANSLATE_NOOP("Doctor", "%1 names %2, which cannot be read."), {variable.name, value}},
        {QT_TRANSLATE_NOOP("Doctor", "Programs that follow it trust no server. Put the certificates there, or take the variable out.")}};
}

} // namespace

Environment environmentFrom(const QProcessEnvironment& all)
{
    Environment found;
    for (const Variable& variable : kVariables)
        if (const QString value = all.value(QLatin1String(variable.name)); !value.isEmpty())
            found.emplace(variable.name, value.toStdString());
    return found;
}

std::string bareAddress(const std::string& url)
{
    const QUrl parsed = urlOf(url);
    if (parsed.host().isEmpty())
        return {};
    return parsed.adjusted(QUrl::RemoveUserInfo | QUrl::RemovePath | QUrl::RemoveQuery | QUrl::RemoveFragment).toString().toStdString();
}

std::vector<Finding> checkEnvironment(const Environment& environment, const std::vector<std::string>& ownAddresses)
{
    std::vector<Finding> findings;
    for (const Variable& variable : kVariables) {
        const auto found = environment.find(variable.name);
        if (found == environment.end())
            continue;
        const std::string& value = found->second;
        switch (variable.meaning) {
        case Meaning::Proxy: findings.push_back(proxyVariable(variable.name, value, environment)); break;
        case Meaning::NoProxy: break; // said with the proxy that it limits
        case Meaning::ToolAddress: findings.push_back(toolAddress(variable.name, value, ownAddresses)); break;
        case Meaning::ToolKey:
            findings.push_back({Check::Environment, Outcome::Ok, variable.name,
                {QT_TRANSLATE_NOOP("Doctor", "%1 is set: tools that read it show that key instead of one of their own."), {variable.name}}});
            break;
        case Meaning::Authorities:
        case Meaning::Folder: findings.push_back(authorityFile(variable, value)); break;
        case Meaning::Own:
            findings.push_back({Check::Environment, Outcome::Notice, variable.name,
                {QT_TRANSLATE_NOOP("Doctor", "%1 is set and wins over the configuration file."), {variable.name}}});
            break;
        }
    }
    if (findings.empty())
        findings.push_back({Check::Environment, Outcome::Ok, {}, {QT_TRANSLATE_NOOP("Doctor", "No variable sends requests elsewhere or changes what is trusted.")}});
    return findings;
}

std::vector<Finding> unknownUserFindings(const std::vector<config::Issue>& issues)
{
    std::vector<Finding> findings;
    for (const config::Issue& issue : issues)
        findings.push_back({Check::Configuration, Outcome::Notice, issue.path, {QT_TRANSLATE_NOOP("Doctor", "%1: %2"), {issue.path, issue.message}}});
    return findings;
}

std::optional<Finding> localUsersFinding(const config::ListenSettings& listen, bool areUsersTold)
{
    if (areUsersTold || listen.requireKey == config::RequireKey::Always || listen.localUsers.mode == "all")
        return std::nullopt;
    return Finding{Check::Ports, Outcome::Notice, "listen.local_users",
        {QT_TRANSLATE_NOOP("Doctor", "This system does not tell which user a connection belongs to: every user of this machine can call without a key.")},
        {QT_TRANSLATE_NOOP("Doctor", "If other people use this machine, set “listen.require_key” to “always” and give each program a consumer key.")}};
}

} // namespace gateway::host
