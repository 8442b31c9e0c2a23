#include "provider_client.h"

#include "chore.h"
#include "demo.h"
#include "probe.h"
#include "upstream_answer.h"

#include "gateway/core/log.h"
#include "gateway/core/text/bytes.h"
#include "gateway/core/text/origin_text.h"
#include "gateway/http/proxy/system_proxy.h"

#include <QNetworkAccessManager>
#include <QUrl>

#include <algorithm>
#include <array>
#include <vector>

namespace gateway::providers {

namespace {

constexpr Milliseconds kEngineLimit{500};

/// The demo uses no network: its response is evaluated directly.
ProbeResult demoResult(const std::optional<std::string>& wanted, std::span<const CatalogModel> known)
{
    ProbeResult result;
    result.model = wanted.value_or("demo");
    result.models = static_cast<int>(known.size());
    const DemoReply reply = demoReply(result.model, R"({"messages":[{"role":"user","content":"Say OK."}]})");
    result.ok = !reply.isUnreachable && reply.status == 200;
    result.status = reply.isUnreachable ? 0 : reply.status;
    if (result.ok) {
        result.firstToken = result.total = Milliseconds{0};
    } else {
        result.problem = reply.isUnreachable ? ErrorKind::UpstreamUnreachable : ErrorKind::UpstreamError;
        result.failure = reply.isUnreachable ? UpstreamFailure::Refused : UpstreamFailure::Status;
        result.address = "demo";
        if (!reply.isUnreachable)
            result.words = upstreamWords(reply.pieces.front().bytes);
        result.message = reply.isUnreachable ? Sentence(QT_TRANSLATE_NOOP("Error", "this demo model is unreachable on purpose")) : asIs(result.words);
    }
    return result;
}

/// Logs how many entries of a list were left out.
Result<std::vector<std::string>> namesOf(const UpstreamAccess& access, Result<ModelList> list)
{
    if (!list)
        return failure(std::move(list.error()));
    if (list->leftOut > 0)
        qCWarning(logProviders, "%s: %zu entries of the model list are ignored: only the first %zu are used, and names that are longer than %zu bytes or not "
        "printable are skipped. %s",
            access.endpoint.hostHeader.c_str(), list->leftOut, kMostModels, kLongestModelName, toText(modelListRemedy()).c_str());
    return std::move(list->names);
}

/// An address as an endpoint without a key, for detecting local engines.
std::optional<UpstreamAccess> accessTo(const QUrl& url)
{
    if (!url.isValid() || url.host().isEmpty())
        return std::nullopt;
    UpstreamAccess access;
    access.endpoint.isSecure = url.scheme() == QLatin1String("https");
    access.endpoint.host = url.host().toStdString();
    access.endpoint.port = url.port(access.endpoint.isSecure ? 443 : 80);
    access.endpoint.hostHeader = authorityText(url.scheme().toStdString(), access.endpoint.host, access.endpoint.port);
    access.limit = kEngineLimit;
    return access;
}

} // namespace

std::vector<EngineAddress> usualEngines(const Catalog& catalog)
{
    struct Row { std::string_view type; std::string_view listPath; std::string_view owner; };
    // Ports 8080 and 8000 are used by many programs: there the models must name their owner. Source: Ollama API docs;
    // llama.cpp and vLLM, the "owned_by" of their /v1/models.
    static constexpr std::array kRows{
        Row{"ollama", "/api/tags", ""},
        Row{"lmstudio", "/v1/models", ""},
        Row{"llamacpp", "/v1/models", "llamacpp"},
        Row{"vllm", "/v1/models", "vllm"},
    };
    std::vector<EngineAddress> engines;
    for (const Row& row : kRows) {
        const CatalogEntry* entry = catalog.find(row.type);
        if (!entry)
            continue;
        const Endpoint& endpoint = entry->usualEndpoint();
        QUrl list(QString::fromStdString(endpoint.baseUrl));
        list.setPath(QString::fromUtf8(row.listPath.data(), static_cast<qsizetype>(row.listPath.size())));
        engines.push_back({entry->id, endpoint.baseUrl, list.toString().toStdString(), std::string(row.owner)});
    }
    return engines;
}

class ProviderClient::Private {
public:
    explicit Private(QObject* owner) : m_owner(owner) { }

    /// One manager for each proxy: a manager supports only a single proxy, and reads it long after the request was
    /// made.
    QNetworkAccessManager& networkFor(const UpstreamAccess& access)
    {
        const auto known = std::ranges::find(m_networks, access.proxy, &Network::proxy);
        if (known != m_networks.end())
            return *known->manager;
        auto* const manager = new QNetworkAccessManager(m_owner);
        if (access.proxy)
            manager->setProxy(*access.proxy);
        else
            manager->setProxyFactory(http::systemProxyFactory().release()); // takes ownership
        manager->setRedirectPolicy(QNetworkRequest::ManualRedirectPolicy);
        manager->setAutoDeleteReplies(false);
        m_networks.push_back({access.proxy, manager});
        return *manager;
    }

private:
    struct Network {
        std::optional<QNetworkProxy> proxy; // empty: the system's
        QNetworkAccessManager* manager;
    };
    QObject* m_owner;
    std::vector<Network> m_networks;
};

ProviderClient::ProviderClient(QObject* parent) : QObject(parent), d(std::make_unique<Private>(this)) {}

ProviderClient::~ProviderClient()
{
    // Chores hold replies of the network, which is a child as well: they are destroyed first, without results.
    const QList<QObject*> underWay = children();
    for (QObject* child : underWay)
        if (!qobject_cast<QNetworkAccessManager*>(child))
            delete child;
}

void ProviderClient::listModels(const UpstreamAccess& access, ModelsDone done)
{
    if (access.endpoint.modelsPath.empty()) {
        QMetaObject::invokeMethod(
            this, [done] { done(failure(ErrorKind::UnknownEndpoint, {QT_TRANSLATE_NOOP("Error", "this provider does not list its models")})); },
            Qt::QueuedConnection);
        return;
    }
    auto* const chore = new Chore(d->networkFor(access), access, access.endpoint.modelsPath, {}, {},
              [access, done = std::move(done)](const Chore::Reply& reply) {
                  if (reply.cause == UpstreamFailure::TooLong && reply.failure)
                      done(failure(reply.failure->kind, {QT_TRANSLATE_NOOP("Error", "%1 as its list of models. %2"), {reply.failure->message, modelListRemedy()}}));
                  else if (reply.failure)
                      done(failure(*reply.failure));
                  else if (reply.status != 200)
                      done(failure(refusalOf(access, reply.status, viewOf(reply.body), false)));
                  else
                      done(namesOf(access, parseModelList(viewOf(reply.body))));
              },
              this);
    chore->limitBody(kLargestModelList);
}

void ProviderClient::probe(const UpstreamAccess& access, const std::optional<std::string>& model,
                           std::span<const CatalogModel> known, ProbeDone done)
{
    if (access.endpoint.protocol == Protocol::Demo) {
        QMetaObject::invokeMethod(this, [model, known, done] { done(demoResult(model, known)); }, Qt::QueuedConnection);
        return;
    }
    auto* probe = new Probe(d->networkFor(access), access, model, known, std::move(done), this);
    probe->start();
}

void ProviderClient::askToken(const UpstreamAccess& access, const GoogleAccount& account, WallTime now, TokenDone done)
{
    const QUrl url(QString::fromStdString(account.tokenUri), QUrl::StrictMode);
    auto form = googleTokenRequest(account, now);
    std::optional<UpstreamAccess> there = accessTo(url);
    if ((!there || !url.userInfo().isEmpty()) && form)
        form = failure(ErrorKind::NoUsableKey, {QT_TRANSLATE_NOOP("Error", "The token_uri in the key file of the Google service account is not a valid address.")});
    if (!form) {
        QMetaObject::invokeMethod(
            this, [done = std::move(done), error = form.error()] { done(failure(error)); }, Qt::QueuedConnection);
        return;
    }
    if (!access.isSystemProxy) // otherwise it was that of another host
        there->proxy = access.proxy;
    there->verify = access.verify;
    there->caFile = access.caFile;
    there->authorities = access.authorities;
    there->limit = access.limit;
    there->endpoint.headers = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Accept", "application/json"}};
    const std::string path = url.toString(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment | QUrl::FullyEncoded).toStdString();
    new Chore(d->networkFor(*there), *there, path, QByteArray::fromStdString(form->reveal()), {},
              [done = std::move(done)](const Chore::Reply& reply) {
                  if (reply.failure)
                      done(failure(*reply.failure));
                  else
                      done(parseTokenAnswer(reply.status, viewOf(reply.body)));
              },
              this);
}

void ProviderClient::askBalance(const UpstreamAccess& access, std::vector<BalanceSource> sources, BalanceDone done)
{
    if (sources.empty()) {
        QMetaObject::invokeMethod(
            this, [done = std::move(done)] { done(failure(ErrorKind::UnknownEndpoint, {QT_TRANSLATE_NOOP("Error", "this provider does not report a balance")})); },
            Qt::QueuedConnection);
        return;
    }
    const BalanceSource first = sources.front();
    sources.erase(sources.begin());
    new Chore(d->networkFor(access), access, first.path, {}, {},
              [this, access, first, sources = std::move(sources), done = std::move(done)](const Chore::Reply& reply) {
                  const auto read = reply.failure ? Result<BalanceReading>(failure(*reply.failure))
                      : reply.status == 200       ? readBalance(first, viewOf(reply.body))
                                                  : failure(refusalOf(access, reply.status, viewOf(reply.body), false));
                  if (read || sources.empty())
                      done(read);
                  else
                      askBalance(access, sources, done);
              },
              this);
}

void ProviderClient::fetch(const std::string& url, Milliseconds limit, FetchDone done)
{
    const QUrl address(QString::fromStdString(url), QUrl::StrictMode);
    std::optional<UpstreamAccess> access = accessTo(address);
    if (!access) {
        QMetaObject::invokeMethod(
            this, [done = std::move(done)] { done(failure(ErrorKind::UpstreamUnreachable, {QT_TRANSLATE_NOOP("Error", "this is not an address")})); },
            Qt::QueuedConnection);
        return;
    }
    access->limit = limit;
    access->endpoint.headers = {{"Accept", "application/json"}};
    std::string path = address.toString(QUrl::RemoveScheme | QUrl::RemoveAuthority | QUrl::RemoveFragment | QUrl::FullyEncoded).toStdString();
    if (!path.starts_with('/'))
        path.insert(0, 1, '/');
    new Chore(d->networkFor(*access), *access, path, {}, {},
              [done = std::move(done)](const Chore::Reply& reply) {
                  constexpr int kRedirects = 300;
                  constexpr int kErrors = 400;
                  if (reply.failure)
                      return done(failure(*reply.failure));
                  if (reply.status == 200)
                      return done(reply.body);
                  const bool isElsewhere = reply.status >= kRedirects && reply.status < kErrors;
                  done(failure(ErrorKind::UpstreamError,
                      Sentence::of(isElsewhere ? QT_TRANSLATE_NOOP("Error", "it answered with status %1: the address has changed, enter the new one")
                                               : QT_TRANSLATE_NOOP("Error", "it answered with status %1"),
                          {std::to_string(reply.status)})));
              },
              this);
}

void ProviderClient::findLocalEngines(const std::vector<EngineAddress>& where, EnginesDone done)
{
    struct Search {
        std::size_t open = 0;
        std::vector<std::optional<LocalEngine>> found;
        EnginesDone done;
    };
    auto search = std::make_shared<Search>();
    search->open = 1; // this function itself, so that an empty list also has a result
    search->found.resize(where.size());
    search->done = std::move(done);
    const auto oneLess = [search] {
        if (--search->open > 0)
            return;
        std::vector<LocalEngine> engines;
        for (auto& engine : search->found)
            if (engine)
                engines.push_back(std::move(*engine));
        search->done(std::move(engines));
    };
    for (std::size_t i = 0; i < where.size(); ++i) {
        const EngineAddress& address = where[i];
        const QUrl url(QString::fromStdString(address.listUrl));
        const auto access = accessTo(url);
        if (!access)
            continue;
        ++search->open;
        auto* const chore = new Chore(d->networkFor(*access), *access, url.path(QUrl::FullyEncoded).toStdString(), {}, {},
                  [search, oneLess, i, address](const Chore::Reply& reply) {
                      const bool isOurselves = reply.server.startsWith("signalbox/");
                      if (!reply.failure && reply.status == 200 && !isOurselves) {
                          auto models = parseModelList(viewOf(reply.body), address.owner);
                          if (models && (address.owner.empty() || !models->names.empty()))
                              search->found[i] = LocalEngine{address.type, address.baseUrl, std::move(models->names)};
                      }
                      oneLess();
                  },
                  this);
        chore->limitBody(kLargestModelList);
    }
    QMetaObject::invokeMethod(this, oneLess, Qt::QueuedConnection);
}

} // namespace gateway::providers
