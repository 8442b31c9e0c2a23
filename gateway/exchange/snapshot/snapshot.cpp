#include "snapshot.h"

#include "request_head.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/core/log.h"
#include "gateway/core/secret_reference.h"
#include "gateway/core/text/ascii.h"
#include "gateway/providers/host_region.h"
#include "gateway/providers/signing/key_text.h"
#include "gateway/routing/route_rules.h"
#include "gateway/usage/pricing/exchange_rate.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

namespace gateway::exchange {

namespace {

/// The secret of a reference; an error if it was not or could not be read.
const Result<Secret>& secretOf(const std::string& reference, const ResolvedSecrets& secrets)
{
    static const Result<Secret> kUnread = failure(ErrorKind::SecretTimeout, {QT_TRANSLATE_NOOP("Error", "has not been read yet")});
    const auto found = secrets.find(reference);
    return found == secrets.end() ? kUnread : found->second;
}

class Builder {
public:
    Builder(const providers::Catalog& catalog, const SnapshotInputs& inputs)
        : m_catalog(catalog), m_secrets(inputs.secrets), m_approved(inputs.approved), m_systemProxies(inputs.systemProxies), m_authorities(inputs.authorities), m_authorityProblem(inputs.authorityProblem)
    {
    }

    Provider provider(const config::ProviderSettings& settings) const
    {
        Provider provider;
        provider.settings = &settings;
        if (const auto* const entry = m_catalog.find(settings.type))
            provider.reportedCosts = entry->reportedCosts;
        auto endpoints = providers::resolveEndpoints(settings, m_catalog);
        if (!endpoints) {
            provider.problem = errorOf(endpoints.error());
            return provider;
        }
        provider.endpoint = endpoints->front();
        provider.unapproved = providers::unapproved(providers::secretUses(settings, m_catalog), m_approved);
        provider.keepAlive = {settings.keepAlive.enabled, settings.keepAlive.idle_ms, settings.keepAlive.pool};
        takeAccesses(std::move(*endpoints), provider);
        takeKeys(settings, provider);
        takeChats(provider);
        provider.keyless = providers::keylessAuthorization(settings);
        provider.keyGroup = "keys/" + settings.id;
        for (const UsableKey& key : provider.keys)
            provider.keyWeights.push_back(std::max(key.weight, 1));
        return provider;
    }

private:
    http::Origin origin(const config::ProviderSettings& settings, const providers::UpstreamEndpoint& endpoint) const
    {
        http::Origin origin;
        origin.isSecure = endpoint.isSecure;
        origin.host = endpoint.host;
        origin.port = endpoint.port;
        origin.verify = settings.sslVerify;
        origin.caFile = settings.caFile.value_or(std::string());
        if (const auto known = m_authorities.find(origin.caFile); known != m_authorities.end())
            origin.authorities = known->second;
        if (origin.verify && origin.caFile.empty())
            origin.authorityProblem = m_authorityProblem;
        return origin;
    }

    void takeProxy(const Provider& provider, Access& access) const
    {
        const config::ProxySettings& proxy = provider.settings->proxy;
        if (proxy.mode == "system")
            takeSystemProxy(access);
        if (proxy.mode != "url")
            return;
        access.proxyRemedy = http::proxyRemedy(false, {});
        // The pool key contains no password: two users of one proxy are distinguished by provider.
        access.origin.proxy = proxy.url + '#' + provider.settings->id;
        auto parsed = http::parseProxy(proxy.url);
        if (!parsed) {
            access.proxyProblem = parsed.error().message;
            return;
        }
        http::ProxyAddress& address = *parsed;
        address.user = proxy.user;
        if (!proxy.secret.empty() && !provider.holdsBack(proxy.secret)) {
            if (const auto& secret = secretOf(proxy.secret, m_secrets))
                address.password = *secret;
        }
        access.proxy = http::toQt(address);
    }

    void takeSystemProxy(Access& access) const
    {
        const auto found = m_systemProxies.find(access.endpoint.origin());
        if (found == m_systemProxies.end() || found->second.isDirect())
            return;
        const http::FoundProxy& system = found->second;
        access.proxy = system.proxy;
        access.proxyProblem = system.problem;
        access.proxyRemedy = http::proxyRemedy(true, system.variable);
        access.origin.proxy = system.problem.isEmpty()
            ? "system#" + system.variable + '#' + std::to_string(system.proxy.type()) + system.proxy.user().toStdString() + '@' + system.proxy.hostName().toStdString() + ':' + std::to_string(system.proxy.port())
            : "problem#" + toText(system.problem);
    }

    /// Why one of its secrets is not sent.
    static Error approvalProblem(const providers::SecretUse& use)
    {
        Error error;
        error.kind = ErrorKind::NoUsableKey;
        error.message = {QT_TRANSLATE_NOOP("Error", "Approve it on the Providers page, or run: signalboxd key approve %1. Provider \"%2\", key \"%3\" %4."), {use.provider, use.provider, use.name, providers::waitingText(use)}};
        return error;
    }

    /// The same for what every request needs, whichever key it uses.
    static std::optional<Error> approvalProblem(const config::ProviderSettings& settings, const Provider& provider)
    {
        const auto isKey = [&](const providers::SecretUse& use) {
            return std::ranges::any_of(settings.keys, [&](const config::ProviderKey& key) { return key.name == use.name && key.secret == use.to.reference; });
        };
        const auto found = std::ranges::find_if_not(provider.unapproved, isKey);
        return found == provider.unapproved.end() ? std::nullopt : std::optional(approvalProblem(*found));
    }

    /// Why `auth` in the settings is incomplete.
    std::optional<Error> authProblem(const config::ProviderSettings& settings) const
    {
        for (const auto* const values : {&settings.authHeaders, &settings.authQuery})
            for (const config::AuthValue& value : *values) {
                if (value.secret.empty())
                    continue;
                const auto& secret = secretOf(value.secret, m_secrets);
                if (!secret)
                    return keyProblem(settings, value.name, value.secret, secret.error());
                if (const auto shown = providers::shownKey(*secret); !shown)
                    return keyProblem(settings, value.name, value.secret, shown.error());
            }
        return std::nullopt;
    }

    providers::Authorization authorization(const providers::UpstreamEndpoint& endpoint,
                                           const config::ProviderSettings& settings, const Secret& key) const
    {
        const auto lookUp = [this](const std::string& reference) -> const Secret* {
            const auto& secret = secretOf(reference, m_secrets);
            return secret ? &*secret : nullptr;
        };
        return providers::authorization(endpoint, settings, key, lookUp);
    }

    static Error keyProblem(const config::ProviderSettings& settings, const std::string& key,
                            const std::string& reference, const Error& why)
    {
        Error error;
        error.kind = ErrorKind::NoUsableKey;
        const bool isOfKey = why.kind != ErrorKind::ConfigInvalid;
        const Sentence remedy = isOfKey ? keyRemedy(reference, why) : Sentence(QT_TRANSLATE_NOOP("Error", "Set it for this provider."));
        const bool isWhole = why.text().ends_with('.'); // ends with a period, as Google's texts about an account do
        if (remedy.isEmpty())
            error.message = Sentence::of(isWhole ? QT_TRANSLATE_NOOP("Error", "Provider \"%1\", key \"%2\": %3") : QT_TRANSLATE_NOOP("Error", "Provider \"%1\", key \"%2\": %3."),
                {settings.id, key, why.message});
        else
            error.message = Sentence::of(isWhole ? QT_TRANSLATE_NOOP("Error", "Provider \"%1\", key \"%2\": %3 %4") : QT_TRANSLATE_NOOP("Error", "Provider \"%1\", key \"%2\": %3. %4"),
                {settings.id, key, why.message, remedy});
        return error;
    }

    void takeAccesses(std::vector<providers::UpstreamEndpoint> endpoints, Provider& provider) const
    {
        for (providers::UpstreamEndpoint& endpoint : endpoints) {
            const auto format = providers::formatOf(endpoint.protocol);
            if (!format)
                continue;
            Access& access = provider.accesses.emplace_back();
            access.format = *format;
            access.origin = origin(*provider.settings, endpoint);
            access.isChatOnly = !endpoint.hasCompletions;
            access.endpoint = std::move(endpoint);
            takeProxy(provider, access);
        }
        const Access& first = provider.accesses.front();
        provider.origin = first.origin;
        provider.proxy = first.proxy;
        provider.proxyProblem = first.proxyProblem;
    }

    /// Errors: NoUsableKey for a multi-part key that lacks a part, or one that cannot be sent as it is.
    Result<void> addKey(Provider& provider, const std::string& name, int weight, const Secret& secret) const
    {
        std::optional<SecretMistake> mistake;
        for (Access& access : provider.accesses) {
            Secret shown = secret;
            std::optional<Signer>& signer = access.signers.emplace_back();
            if (access.endpoint.protocol == providers::Protocol::Bedrock && !secret.empty()) {
                auto aws = providers::parseAwsSecret(secret);
                if (!aws)
                    return failure(std::move(aws.error()));
                shown = aws->bearer;
                if (!aws->isBearer()) {
                    signer = Signer{aws->credentials, regionOf(*provider.settings, *aws, access.endpoint.host)};
                    if (signer->region.empty())
                        return failure(noRegion(access.endpoint.host));
                }
            }
            const auto text = providers::shownKey(shown);
            if (!text)
                return failure(text.error());
            mistake = keyMistake(*text);
            providers::Authorization authorization = this->authorization(access.endpoint, *provider.settings, *text);
            access.keys.push_back(keyHead(access.endpoint, authorization));
            access.authorizations.push_back(std::move(authorization));
        }
        provider.keys.push_back({name, weight, provider.accesses.front().authorizations.back(), mistake});
        return {};
    }

    /// Removes what an unusable key has left behind.
    static void dropHalf(Provider& provider)
    {
        for (Access& access : provider.accesses) {
            access.signers.resize(provider.keys.size());
            access.keys.resize(provider.keys.size());
            access.authorizations.resize(provider.keys.size());
        }
    }

    /// An AWS host accepts only its own region unless another one is configured.
    static std::string regionOf(const config::ProviderSettings& settings, const providers::AwsSecret& secret, std::string_view host)
    {
        const auto region = std::ranges::find(settings.settings, "region", [](const auto& each) { return each.first; });
        if (region != settings.settings.end() && !trimmed(region->second, " \t\r\n").empty())
            return std::string(trimmed(region->second, " \t\r\n"));
        std::string own = providers::regionOfAddress(host);
        return own.empty() ? secret.region : own;
    }

    static Error noRegion(const std::string& host)
    {
        return {ErrorKind::ConfigInvalid,
            {QT_TRANSLATE_NOOP("Error", "settings.region is missing: requests to AWS are signed for a region, and the host \"%1\" names none"), {host}}};
    }

    /// Adds accesses that are used for chat only, once the older endpoints turn out to be missing. After the keys.
    static void takeChats(Provider& provider)
    {
        for (const Access& access : provider.accesses)
            if (isSpoken(access, protocol::Format::OpenAiCompletions) || isSpoken(access, protocol::Format::OllamaGenerate))
                provider.chats.emplace_back(access).isChatOnly = true;
    }

    void takeKeys(const config::ProviderSettings& settings, Provider& provider) const
    {
        auto problem = approvalProblem(settings, provider);
        if (!problem)
            problem = authProblem(settings);
        if (problem) {
            provider.problem = std::move(*problem);
            return;
        }
        const providers::CatalogEntry* const entry = m_catalog.find(settings.type);
        const bool ownAuth = !settings.authHeaders.empty() || !settings.authQuery.empty();
        const bool needed = (!entry || entry->keyNeeded) && !ownAuth;
        for (const config::ProviderKey& key : settings.keys) {
            if (!key.enabled)
                continue;
            if (provider.holdsBack(key.secret)) {
                if (provider.problem.text().empty())
                    provider.problem = approvalProblem(useOf(provider, key.secret));
                continue;
            }
            const auto& secret = secretOf(key.secret, m_secrets);
            if (!secret) {
                if (provider.problem.text().empty())
                    provider.problem = keyProblem(settings, key.name, key.secret, secret.error());
                continue;
            }
            if (auto added = addKey(provider, key.name, key.weight, *secret); !added) {
                dropHalf(provider);
                if (provider.problem.text().empty())
                    provider.problem = keyProblem(settings, key.name, key.secret, added.error());
            }
        }
        if (!provider.keys.empty() || !provider.problem.text().empty())
            return;
        if (!settings.keys.empty()) { // and it must not be used without a key unasked
            provider.problem.kind = ErrorKind::NoUsableKey;
            provider.problem.message = {QT_TRANSLATE_NOOP("Error", "Provider \"%1\": all its keys are disabled. Enable one, or remove them if it accepts requests without a key."), {settings.id}};
            return;
        }
        if (!needed) {
            (void)addKey(provider, {}, 1, Secret());
            return;
        }
        provider.problem.kind = ErrorKind::NoUsableKey;
        provider.problem.message = {QT_TRANSLATE_NOOP("Error", "Provider \"%1\" has no key. Add one on the Providers page, or with: %2"),
            {settings.id, "signalboxd key set " + settings.id + "/main"}};
    }

    static const providers::SecretUse& useOf(const Provider& provider, const std::string& reference)
    {
        return *std::ranges::find_if(provider.unapproved, [&](const providers::SecretUse& use) { return use.to.reference == reference; });
    }

    const providers::Catalog& m_catalog;
    const ResolvedSecrets& m_secrets;
    const providers::ApprovedOrigins& m_approved;
    const std::unordered_map<std::string, http::FoundProxy>& m_systemProxies;
    const KnownAuthorities& m_authorities;
    const Sentence& m_authorityProblem;
};

std::vector<std::string> modelsOf(const config::ProviderSettings& settings, const providers::Catalog& catalog,
                                  const SnapshotInputs& inputs)
{
    if (settings.models)
        return *settings.models;
    if (const auto found = inputs.models.find(settings.id); found != inputs.models.end())
        return found->second;
    std::vector<std::string> models;
    for (const providers::CatalogModel& model : catalog.models(settings.type))
        models.emplace_back(model.id);
    return models;
}

void takeConsumers(Snapshot& snapshot, const ResolvedSecrets& secrets)
{
    const auto& consumers = snapshot.settings.consumers;
    for (std::size_t i = 0; i < consumers.size(); ++i) {
        for (const config::ConsumerKey& key : consumers[i].keys) {
            KnownKey known;
            known.consumer = i;
            known.enabled = key.enabled && consumers[i].enabled;
            if (key.expiresAt)
                known.expiresAt = config::parseTimestamp(*key.expiresAt);
            if (key.secret.empty()) {
                snapshot.consumerKeys.add(ConsumerKeys::digestFromHex(key.sha256), known);
                continue;
            }
            const auto& secret = secretOf(key.secret, secrets);
            if (!secret)
                continue;
            if (const auto shown = providers::shownKey(*secret))
                snapshot.consumerKeys.add(ConsumerKeys::digestOf(shown->reveal()), known);
            else
                qCWarning(logExchange, "consumer \"%s\": nobody can show its key %s: %s. %s", consumers[i].name.c_str(),
                          key.secret.c_str(), shown.error().text().c_str(), toText(keyRemedy(key.secret, shown.error())).c_str());
        }
    }
}

/// The host of "127.0.0.1:8080" or "[::1]:8080".
std::string hostIn(std::string_view address)
{
    address = address.substr(0, address.rfind(':'));
    if (address.starts_with('[') && address.ends_with(']'))
        address = address.substr(1, address.size() - 2);
    return std::string(address);
}

void takeHosts(Snapshot& snapshot, const SnapshotInputs& inputs)
{
    const config::ListenSettings& listen = snapshot.settings.listen;
    auto& hosts = snapshot.allowedHosts;
    hosts.push_back(asciiLower(listen.address));
    for (const std::string& address : inputs.listensAt)
        if (std::string host = hostIn(address); std::ranges::find(hosts, host) == hosts.end())
            hosts.push_back(std::move(host));
    const auto isAll = [](const std::string& host) { return host == "0.0.0.0" || host == "::"; };
    if (std::ranges::any_of(hosts, isAll))
        hosts.insert(hosts.end(), inputs.machineAddresses.begin(), inputs.machineAddresses.end());
    for (const std::string& host : listen.allowedHosts)
        hosts.push_back(asciiLower(host));
    const auto& domains = snapshot.planner->table().exactDomains();
    hosts.insert(hosts.end(), domains.begin(), domains.end());
}

std::shared_ptr<const routing::FailureRules> builtInRules()
{
    auto loaded = routing::FailureRules::load();
    if (!loaded)
        qFatal("the built-in rules of failures cannot be read: %s", loaded.error().text().c_str());
    return std::move(*loaded);
}

} // namespace

bool isSpoken(const Access& access, protocol::Format client)
{
    using protocol::Format;
    if (access.isChatOnly || access.endpoint.protocol == providers::Protocol::Demo)
        return client == access.format;
    return access.format == protocol::familyOf(client);
}

namespace {

/// OpenAI models that its chat does not offer, or not with tools and reasoning together. Source: OpenAI, pages of the
/// models; openai/openai-openapi issue 541. Read 2026-11-22.
bool isForResponses(std::string_view model)
{
    constexpr std::array<std::string_view, 3> kOlder{"o1-pro", "o3-pro", "codex-"};
    constexpr std::string_view kFifth = "gpt-5";
    if (std::ranges::any_of(kOlder, [&](std::string_view begin) { return model.starts_with(begin); }))
        return true;
    if (!model.starts_with(kFifth))
        return false;
    const std::string_view rest = model.substr(kFifth.size());
    const bool isOfKind = rest.find("-codex") != std::string_view::npos || rest.find("-pro") != std::string_view::npos;
    const bool isLate = rest.size() > 1 && rest[0] == '.' && rest[1] >= '4' && rest[1] <= '9';
    return isOfKind || isLate;
}

/// Prices per million tokens of the first tier, in dollars, including time-of-day factors. The exchange rate is used
/// only to compare targets; no amount is booked with it.
routing::ModelPrices modelPrices(std::shared_ptr<const usage::PriceBook> book, const config::ExchangeRate& rate)
{
    return [book = std::move(book), perDollar = rate.usdCny](const config::ProviderSettings& provider, std::string_view model, WallTime time) {
        const auto known = book->find(provider, model);
        if (!known)
            return routing::ModelPrice();
        const config::PriceSettings& terms = known->price.terms;
        const config::PriceHours* const hours = usage::hoursAt(terms, time);
        const double factor = hours ? hours->factor : 1;
        const double ofDollar = terms.currency == Currency::Usd ? 1 : perDollar;
        const auto dollars = [&](const std::optional<double>& amount) { return amount ? *amount * factor / ofDollar : -1.0; };
        return routing::ModelPrice{dollars(terms.input), dollars(terms.output), dollars(terms.cachedInput), terms.currency, ofDollar, factor,
            hours && factor != 1 ? usage::nameOf(*hours) : std::string(), dollars(terms.cacheWrite)};
    };
}

/// The access for a vendor's own API; null if there is none.
const Access* ownAccess(const std::vector<Access>& accesses)
{
    using protocol::Format;
    const auto own = std::ranges::find_if(accesses, [](const Access& access) {
        return access.format == Format::Gemini || access.format == Format::OllamaChat || access.format == Format::Cohere;
    });
    return own == accesses.end() ? nullptr : &*own;
}

/// Vendors that offer OpenAI's chat in addition to their own API (`own`, or null) do not support all of it.
bool hasAll(const Access& access, const Access* own, const RequiredCapabilities& required)
{
    const bool isOllamas = own && own->format == protocol::Format::OllamaChat;
    const bool isAside = access.format == protocol::Format::OpenAiChat && own;
    if (required.forcedCall && isOllamas && access.format != protocol::Format::OllamaChat)
        return false; // it ignores the choice in all formats, and its own format has none
    return !(isAside && (required.oneCall || required.severalAnswers)) && isMetBy(access.format, access.endpoint.formatQuirks, required);
}

} // namespace

const Access* accessFor(const Provider& provider, protocol::Format client, std::string_view model, const RequiredCapabilities& required)
{
    using protocol::Format;
    const auto& accesses = provider.accesses;
    if (accesses.empty())
        return nullptr;
    const auto spoken = std::ranges::find_if(accesses, [client](const Access& access) { return isSpoken(access, client); });
    const Access* const own = ownAccess(accesses);
    if (spoken != accesses.end() && (hasAll(*spoken, own, required) || accesses.size() == 1))
        return &*spoken;
    if (required.forcedCall && own && own->format == Format::OllamaChat)
        return own;
    // What is translated anyway goes where the model is available, and where the vendor's own format can express most.
    const auto responses = std::ranges::find(accesses, Format::OpenAiResponses, &Access::format);
    if (responses != accesses.end() && responses != spoken && isForResponses(model))
        return &*responses;
    if (own)
        return own;
    return spoken == accesses.begin() ? &accesses[1] : &accesses.front();
}

bool isChosenByCapabilities(const Provider& provider)
{
    static const RequiredCapabilities kAll{
        .state = true, .toolItems = true, .oneCall = true, .severalAnswers = true, .makersTools = true, .forcedCall = true, .formBesideTools = true, .toolTypes = {kAnyTool}};
    const auto& accesses = provider.accesses;
    const Access* const own = ownAccess(accesses);
    return accesses.size() > 1 && !std::ranges::all_of(accesses, [&](const Access& access) { return hasAll(access, own, kAll); });
}

std::optional<protocol::EmbeddingFormat> embeddingFormatOf(providers::Protocol protocol)
{
    using protocol::EmbeddingFormat;
    using providers::Protocol;
    switch (protocol) {
    case Protocol::OpenAiChat:
    case Protocol::OpenAiResponses: return EmbeddingFormat::OpenAi;
    case Protocol::Gemini: return EmbeddingFormat::GeminiBatch;
    case Protocol::Vertex: return EmbeddingFormat::Vertex;
    case Protocol::Ollama: return EmbeddingFormat::OllamaEmbed;
    case Protocol::Cohere: return EmbeddingFormat::Cohere;
    default: return std::nullopt;
    }
}

std::optional<protocol::EmbeddingFormat> embeddingFormatOf(const Access& access)
{
    return access.endpoint.embeddingsPath.empty() ? std::nullopt : embeddingFormatOf(access.endpoint.protocol);
}

bool passes(providers::Protocol protocol, protocol::Format format)
{
    const bool isMade = protocol == providers::Protocol::Demo || protocol == providers::Protocol::VertexAnthropic;
    return !isMade && providers::formatOf(protocol) == format;
}

const Access* accessForEmbeddings(const Provider& provider, protocol::EmbeddingFormat client)
{
    const Access* first = nullptr;
    for (const Access& access : provider.accesses) {
        const auto format = embeddingFormatOf(access);
        if (format == client)
            return &access;
        const bool isOwn = format && *format != protocol::EmbeddingFormat::OpenAi;
        if (format && (!first || (isOwn && embeddingFormatOf(*first) == protocol::EmbeddingFormat::OpenAi)))
            first = &access;
    }
    return first;
}

const Access* accessForPassing(const Provider& provider, protocol::Format client)
{
    const auto speaks = [client](const Access& access) { return passes(access.endpoint.protocol, client); };
    const auto found = std::ranges::find_if(provider.accesses, speaks);
    return found == provider.accesses.end() ? nullptr : &*found;
}

std::shared_ptr<const routing::FailureRules> failureRulesWith(const config::FailureSettings& own)
{
    static const auto kRules = builtInRules();
    return kRules->with(own);
}

Sentence keyRemedy(const std::string& reference)
{
    const auto parsed = SecretReference::parse(reference);
    if (!parsed)
        return QT_TRANSLATE_NOOP("Error", "Set one in the provider's settings.");
    switch (parsed->store) {
    case SecretReference::Store::Environment:
        return {QT_TRANSLATE_NOOP("Error", "Set the environment variable %1 and restart Signalbox."), {parsed->name}};
    case SecretReference::Store::File: return {QT_TRANSLATE_NOOP("Error", "Write the key to the file %1."), {parsed->name}};
    case SecretReference::Store::Session: return QT_TRANSLATE_NOOP("Error", "It was kept only until Signalbox quit. Enter it again on the Providers page.");
    case SecretReference::Store::Vault:
        return {QT_TRANSLATE_NOOP("Error", "Store the key on the Providers page, or with \"signalboxd key set %1\"; where the encrypted file is locked, enter its "
                                           "passphrase."),
            {reference}};
    case SecretReference::Store::Keychain: break;
    }
    return {QT_TRANSLATE_NOOP("Error", "Store the key on the Providers page, or with \"signalboxd key set %1\"."), {parsed->name}};
}

Sentence keyRemedy(const std::string& reference, const Error& why)
{
    if (why.kind == ErrorKind::SecretDenied && SecretReference::isIn(SecretReference::Store::File, reference))
        return {}; // the file exists, and `why` says what to do
    const bool isKeychain = SecretReference::isIn(SecretReference::Store::Keychain, reference);
    if (!isKeychain && !SecretReference::isIn(SecretReference::Store::Vault, reference))
        return keyRemedy(reference);
    switch (why.kind) { // storing the key again would fail for the same reason
    case ErrorKind::SecretLocked:
    case ErrorKind::SecretDenied: return {};
    case ErrorKind::SecretUnavailable: return isKeychain ? Sentence() : keyRemedy(reference);
    case ErrorKind::SecretTimeout:
        return isKeychain ? Sentence(QT_TRANSLATE_NOOP("Error", "The keychain may be waiting for its password in another window.")) : keyRemedy(reference);
    default: return keyRemedy(reference);
    }
}

Sentence refusedKeyRemedy(const std::string& reference, std::optional<SecretMistake> mistake)
{
    if (mistake && reference.empty())
        return {QT_TRANSLATE_NOOP("Error", "The key %1."), {Sentence::of(toText(*mistake))}};
    if (mistake)
        return {QT_TRANSLATE_NOOP("Error", "The key %1 %2."), {reference, Sentence::of(toText(*mistake))}};
    if (reference.empty())
        return QT_TRANSLATE_NOOP("Error", "Check the key. Or check the account's balance.");
    return {QT_TRANSLATE_NOOP("Error", "%1 Or check the account's balance."), {keyRemedy(reference)}};
}

bool ProviderKeys::holdsBack(const std::string& reference) const
{
    return std::ranges::any_of(unapproved, [&](const providers::SecretUse& use) { return use.to.reference == reference; });
}

const Provider* Snapshot::provider(std::string_view id) const
{
    const auto found = std::ranges::find_if(providers, [id](const Provider& each) { return each.settings->id == id; });
    return found == providers.end() ? nullptr : &*found;
}

std::vector<std::string> systemProxyOrigins(const config::Settings& settings, const providers::Catalog& catalog)
{
    std::vector<std::string> origins;
    for (const config::ProviderSettings& provider : settings.providers) {
        if (!provider.enabled || provider.proxy.mode != "system")
            continue;
        const auto endpoints = providers::resolveEndpoints(provider, catalog);
        for (std::size_t i = 0; endpoints && i < endpoints->size(); ++i)
            if (std::string origin = (*endpoints)[i].origin(); std::ranges::find(origins, origin) == origins.end())
                origins.push_back(std::move(origin));
    }
    return origins;
}

std::shared_ptr<const Snapshot> makeSnapshot(config::Settings settings, const providers::Catalog& catalog,
                                             const SnapshotInputs& inputs)
{
    auto snapshot = std::make_shared<Snapshot>();
    snapshot->settings = std::move(settings);
    snapshot->catalog = &catalog;
    const Builder builder(catalog, inputs);
    routing::ModelDirectory directory;
    for (std::size_t i = 0; i < snapshot->settings.providers.size(); ++i) {
        const config::ProviderSettings& provider = snapshot->settings.providers[i];
        snapshot->providers.push_back(builder.provider(provider));
        if (provider.enabled && snapshot->providers.back().endpoint)
            directory.add(i, modelsOf(provider, catalog, inputs));
    }
    snapshot->prices = std::make_shared<const usage::PriceBook>(snapshot->settings.usage, inputs.prices.list, catalog, inputs.prices.rate);
    snapshot->planner = std::make_unique<routing::RoutePlanner>(
        snapshot->settings, directory,
        [&catalog](const config::ProviderSettings& provider, std::string_view model) {
            return catalog.model(provider.type, model);
        },
        modelPrices(snapshot->prices, usage::rateInForce(snapshot->settings.usage, inputs.prices.rate, catalog.prices())));
    snapshot->routeList = routing::routeListOf(snapshot->settings);
    snapshot->failureRules = failureRulesWith(snapshot->settings.failures);
    snapshot->policies = policy::PolicyChains(snapshot->settings);
    takeConsumers(*snapshot, inputs.secrets);
    snapshot->ownKey = inputs.ownKey;
    snapshot->awaitsKeys = inputs.awaitsKeys;
    snapshot->experiments = inputs.experiments;
    std::vector<Secret> known;
    for (const auto& [reference, secret] : inputs.secrets)
        if (secret) {
            const auto shown = providers::shownKey(*secret);
            known.push_back(shown ? *shown : *secret);
        }
    snapshot->redactor = secrets::Redactor(known);
    takeHosts(*snapshot, inputs);
    const config::ListenSettings& listen = snapshot->settings.listen;
    snapshot->trustedProxies = TrustedProxies(listen.trustedProxies);
    snapshot->localUsers = {listen.localUsers.mode == "all", inputs.localUsers};
    return snapshot;
}

} // namespace gateway::exchange
