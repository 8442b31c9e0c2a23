#include "surroundings.h"

#include "gateway/core/text/joined.h"
#include "gateway/core/secret_text.h"
#include "gateway/http/proxy/proxy_rules.h"
#include "gateway/http/tls/environment_authorities.h"

#include <QUrl>

#include <algorithm>
#include <array>
#include <string_view>

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
// Codex, Claude Code, Ollama, aider), read 2026-11-22; Node.js, CLI, NODE_EXTRA_CA_CERTS; OpenSSL, openssl-env(7).
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

/// Whether tools that use these variables reach this gateway without the proxy.
bool sparesGateway(const http::ProxyRules& rules, const std::vector<std::string>& ownAddresses)
{
    constexpr int kHttp = 80;
    const auto isSpared = [&rules](int port) {
        return std::ranges::any_of(kOwnHosts, [&](const char* host) { return rules.isExcepted(host, port); });
    };
    return ownAddresses.empty() ? isSpared(kHttp) : std::ranges::any_of(ownAddresses, [&](const std::string& own) { return isSpared(urlOf(own).port(kHttp)); });
}

using Use = http::ProxyRules::Use;

/// What Signalbox does with the variable, with the same terms as `http::ProxyRules`.
Sentence useOf(const Use& use, const std::string& proxy)
{
    switch (use.kind) {
    case Use::Kind::All: return {QT_TRANSLATE_NOOP("Doctor", "%1 sets proxy %2, which Signalbox uses for providers whose proxy is “system”."), {use.name, proxy}};
    case Use::Kind::Http: return {QT_TRANSLATE_NOOP("Doctor", "%1 sets proxy %2, which Signalbox uses for http:// addresses of providers whose proxy is “system”."), {use.name, proxy}};
    case Use::Kind::Https: return {QT_TRANSLATE_NOOP("Doctor", "%1 sets proxy %2, which Signalbox uses for https:// addresses of providers whose proxy is “system”."), {use.name, proxy}};
    case Use::Kind::Overruled: return {QT_TRANSLATE_NOOP("Doctor", "%1 sets proxy %2, which Signalbox does not use because %3 takes precedence."), {use.name, proxy, use.by}};
    case Use::Kind::UpperCaseHttp: return {QT_TRANSLATE_NOOP("Doctor", "%1 sets proxy %2, which Signalbox does not use: like curl, it reads only the lower-case "
        "http_proxy."), {use.name, proxy}};
    }
    return {};
}

/// For a proxy variable, or NO_PROXY; empty: no quotes around it.
std::optional<Finding> quotesFinding(const std::string& name, const std::string& value)
{
    const auto mistake = quoteMistake(value);
    if (!mistake)
        return std::nullopt;
    Finding finding{Check::Environment, Outcome::Problem, name};
    switch (*mistake) {
    case QuoteMistake::Around:
        finding.found = {QT_TRANSLATE_NOOP("Doctor", "%1 is in quotes, which are part of its value."), {name}};
        finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Remove the quotes. “docker run --env-file” keeps the quotes around a value.")};
        break;
    case QuoteMistake::Typographic:
        finding.found = {QT_TRANSLATE_NOOP("Doctor", "%1 is in typographic quotes, which are part of its value."), {name}};
        finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Remove the quotes.")};
        break;
    case QuoteMistake::OneEnd:
        finding.found = {QT_TRANSLATE_NOOP("Doctor", "%1 starts or ends with a quotation mark, which is part of its value."), {name}};
        finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Remove the quotes.")};
        break;
    }
    return finding;
}

/// How to make tools reach this gateway in spite of `use`.
Sentence sparingRemedy(const std::string& exceptions)
{
    if (exceptions.empty())
        return {QT_TRANSLATE_NOOP("Doctor", "Signalbox never uses it for this machine, but clients may send requests for this gateway to the proxy. Also set "
        "NO_PROXY=localhost,127.0.0.1,::1.")};
    return {QT_TRANSLATE_NOOP("Doctor", "Signalbox never uses it for this machine, but clients may send requests for this gateway to the proxy. Add "
        "localhost,127.0.0.1,::1 to %1."), {exceptions}};
}

/// `exceptions`: the NO_PROXY variable in force; null: this gateway is excepted.
Finding proxyVariable(const Use& use, const std::string& value, const std::string* exceptions)
{
    const bool isUsed = use.kind == Use::Kind::All || use.kind == Use::Kind::Http || use.kind == Use::Kind::Https;
    if (auto quotes = quotesFinding(use.name, value)) {
        quotes->outcome = isUsed ? Outcome::Problem : Outcome::Notice;
        return *quotes;
    }
    if (isUsed && !use.proxy)
        return {Check::Environment, Outcome::Problem, use.name, {QT_TRANSLATE_NOOP("Doctor", "%1 does not set a proxy that Signalbox can use: %2."), {use.name, bareAddress(value)}},
            {QT_TRANSLATE_NOOP("Doctor", "Set it to http://host:port, socks5://host:port or socks5h://host:port. Until then, nothing is sent to the providers that "
        "use it.")}};
    Finding finding{Check::Environment, Outcome::Ok, use.name, useOf(use, use.proxy ? use.proxy->toString() : bareAddress(value))};
    if (use.kind == Use::Kind::UpperCaseHttp) {
        finding.outcome = Outcome::Notice;
        finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "To reach http:// addresses through that proxy, set http_proxy.")};
    }
    if (!exceptions)
        return finding;
    finding.outcome = Outcome::Notice;
    if (finding.remedy.isEmpty())
        finding.remedy = sparingRemedy(*exceptions);
    return finding;
}

http::EnvironmentAuthorities authoritiesIn(const Variable& variable, const std::string& value)
{
    const QString text = QString::fromStdString(value);
    const bool isFolders = variable.meaning == Meaning::Folder;
    return http::readAuthorities(http::AuthorityVariables::of(isFolders ? QString() : text, isFolders ? text : QString()));
}

/// Joined, without the name of the variable.
Sentence listOf(const std::vector<http::AuthorityProblem>& problems)
{
    std::vector<Sentence> parts(problems.size());
    std::ranges::transform(problems, parts.begin(), &http::AuthorityProblem::withPath);
    return joinedBy(QT_TRANSLATE_NOOP("Error", "%1; %2"), parts);
}

Finding toolAddress(const std::string& name, const std::string& value, const std::vector<std::string>& ownAddresses)
{
    if (isOwn(value, ownAddresses))
        return {Check::Environment, Outcome::Ok, name,
            {QT_TRANSLATE_NOOP("Doctor", "%1 points clients to this gateway."), {name}}};
    return {Check::Environment, Outcome::Notice, name,
        {QT_TRANSLATE_NOOP("Doctor", "%1 points clients to %2 instead of this gateway."), {name, bareAddress(value)}},
        {QT_TRANSLATE_NOOP("Doctor", "It overrides the clients’ own settings. Remove it from your shell profile, or set it to this gateway’s address.")}};
}

/// For a variable that is at least partly used.
Finding usedAuthorities(const Variable& variable, const std::string& value, const http::EnvironmentAuthorities& read, bool isFollowed)
{
    const std::string used = read.problems.empty() ? value : read.used.join(QStringLiteral(", ")).toStdString();
    Finding finding{Check::Environment, Outcome::Ok, variable.name};
    if (!read.problems.empty()) {
        finding.outcome = Outcome::Notice;
        finding.found = {QT_TRANSLATE_NOOP("Doctor", "%1: %2. The other certificate authorities in it are used: %3."), {std::string(variable.name), listOf(read.problems), used}};
        finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Add the missing file, or remove it from the variable.")};
        return finding;
    }
    finding.found = isFollowed ? Sentence{QT_TRANSLATE_NOOP("Doctor", "%1 sets the certificate authorities that Signalbox trusts: %2."), {std::string(variable.name), used}}
                               : Sentence{QT_TRANSLATE_NOOP("Doctor", "%1 sets the certificate authorities that some tools trust: %2. Signalbox reads SSL_CERT_FILE instead."), {std::string(variable.name), used}};
    if (!read.unhashed.isEmpty()) {
        finding.outcome = Outcome::Notice;
        const std::string folders = read.unhashed.join(QStringLiteral(" ")).toStdString();
        finding.remedy = {QT_TRANSLATE_NOOP("Doctor", "Tools that use OpenSSL find nothing there until you run “openssl rehash %1”. Signalbox does not need it."), {folders}};
    }
    return finding;
}

Finding authorityFile(const Variable& variable, const std::string& value)
{
    const bool isFollowed = variable.name == std::string_view(http::AuthorityVariables::kFile) || variable.name == std::string_view(http::AuthorityVariables::kFolders);
    const http::EnvironmentAuthorities read = authoritiesIn(variable, value);
    if (!read.used.isEmpty())
        return usedAuthorities(variable, value, read, isFollowed);
    return {Check::Environment, Outcome::Problem, variable.name,
        {QT_TRANSLATE_NOOP("Doctor", "%1 cannot be used: %2."), {std::string(variable.name), listOf(read.problems)}},
        Sentence::of(isFollowed ? QT_TRANSLATE_NOOP("Doctor", "Signalbox and other programs that read it may not trust any server. Correct or unset the variable.")
                                : QT_TRANSLATE_NOOP("Doctor", "Tools that read it may not trust any server. Correct or unset the variable."))};
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
    const http::ProxyRules rules([&environment](const char* name) {
        const auto found = environment.find(name);
        return found == environment.end() ? std::string() : found->second;
    });
    const std::string* const exceptions = sparesGateway(rules, ownAddresses) ? nullptr : &rules.exceptionVariable();
    for (const Use& use : rules.uses())
        findings.push_back(proxyVariable(use, environment.at(use.name), exceptions));
    for (const Variable& variable : kVariables) {
        const auto found = environment.find(variable.name);
        if (found == environment.end())
            continue;
        const std::string& value = found->second;
        switch (variable.meaning) {
        case Meaning::Proxy: break; // see above
        case Meaning::NoProxy:
            if (auto quotes = quotesFinding(variable.name, value))
                findings.push_back(std::move(*quotes));
            else if (variable.name == std::string_view("NO_PROXY") && environment.contains("no_proxy"))
                findings.push_back({Check::Environment, value == environment.at("no_proxy") ? Outcome::Ok : Outcome::Notice, variable.name,
                    {QT_TRANSLATE_NOOP("Doctor", "%1 is not used: %2 takes precedence."), {std::string(variable.name), asIs("no_proxy")}}});
            break;
        case Meaning::ToolAddress: findings.push_back(toolAddress(variable.name, value, ownAddresses)); break;
        case Meaning::ToolKey:
            findings.push_back({Check::Environment, Outcome::Ok, variable.name,
                {QT_TRANSLATE_NOOP("Doctor", "%1 is set: clients that read it send that key instead of their own."), {std::string(variable.name)}}});
            break;
        case Meaning::Authorities:
        case Meaning::Folder: findings.push_back(authorityFile(variable, value)); break;
        case Meaning::Own:
            findings.push_back({Check::Environment, Outcome::Notice, variable.name,
                {QT_TRANSLATE_NOOP("Doctor", "%1 is set and overrides the configuration file."), {std::string(variable.name)}}});
            break;
        }
    }
    if (findings.empty())
        findings.push_back({Check::Environment, Outcome::Ok, {}, {QT_TRANSLATE_NOOP("Doctor", "No environment variable redirects requests or changes which "
        "certificates are trusted.")}});
    return findings;
}

std::vector<Finding> unknownUserFindings(const std::vector<config::Issue>& issues)
{
    std::vector<Finding> findings;
    findings.reserve(issues.size());
    for (const config::Issue& issue : issues)
        findings.push_back({Check::Configuration, Outcome::Notice, issue.path, {QT_TRANSLATE_NOOP("Doctor", "%1: %2"), {issue.path, issue.message}}});
    return findings;
}

std::optional<Finding> localUsersFinding(const config::ListenSettings& listen, bool areUsersKnown)
{
    if (areUsersKnown || listen.requireKey == config::RequireKey::Always || listen.localUsers.mode == "all")
        return std::nullopt;
    return Finding{Check::Ports, Outcome::Notice, "listen.local_users",
        {QT_TRANSLATE_NOOP("Doctor", "This system does not report which user a connection belongs to: every user of this machine can send requests without a key.")},
        {QT_TRANSLATE_NOOP("Doctor", "If other people use this machine, set “listen.require_key” to “always” and give each client a consumer key.")}};
}

} // namespace gateway::host
