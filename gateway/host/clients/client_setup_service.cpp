#include "client_setup_service.h"

#include "client_watch.h"
#include "model_check.h"

#include "gateway/clients/given_keys.h"
#include "gateway/clients/setup_state.h"
#include "gateway/core/log.h"

#include <QDateTime>
#include <QFileInfo>
#include <QMetaObject>
#include <QPointer>
#include <QThread>

#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

namespace gateway::host {

using clients::ClientSetups;
using clients::ClientState;
using clients::RestorePlan;
using clients::SetupPlan;

namespace {

tl::unexpected<Error> noCatalog() { return failure(ErrorKind::InternalError, {QT_TRANSLATE_NOOP("Error", "the built-in list of clients cannot be read")}); }

std::shared_ptr<const clients::ClientCatalog> loaded()
{
    auto catalog = clients::ClientCatalog::load();
    if (catalog)
        return *catalog;
    qCWarning(logConfig, "%s", catalog.error().text().c_str());
    return nullptr;
}

QStringList filesOfSetups(const std::vector<ClientState>& states)
{
    QStringList files;
    for (const ClientState& state : states)
        for (const std::string& file : state.isSetUp ? state.files : std::vector<std::string>())
            files << QString::fromStdString(file);
    return files;
}

} // namespace

/// Read at its first use, in any thread: the gateway starts without it.
class ClientSetupService::LateCatalog {
public:
    std::shared_ptr<const clients::ClientCatalog> get()
    {
        std::call_once(m_once, [this] { m_catalog = loaded(); });
        return m_catalog;
    }

private:
    std::once_flag m_once;
    std::shared_ptr<const clients::ClientCatalog> m_catalog;
};

class ClientSetupService::Worker {
public:
    Worker(std::shared_ptr<LateCatalog> catalog, clients::Surroundings surroundings)
        : m_catalog(std::move(catalog)), m_surroundings(std::move(surroundings))
    {
    }

    /// Null without a catalog.
    ClientSetups* setups()
    {
        if (const auto catalog = m_catalog->get(); !m_setups && catalog)
            m_setups.emplace(catalog, m_surroundings);
        return m_setups ? &*m_setups : nullptr;
    }

    std::vector<ClientState> detect(const ClientSetups& setups, const std::string& base)
    {
        auto states = setups.detect(base);
        if (m_watch && m_watch->follow(filesOfSetups(states)))
            states = setups.detect(base); // the files may have changed just before they were watched
        return states;
    }

    /// Returns whether one of them was awaited.
    bool note(const std::vector<SeenRequest>& requests)
    {
        const QFileInfo file(clients::setupStateFile(m_surroundings.dataDir));
        if (!file.exists())
            return false;
        if (const QDateTime changedAt = file.lastModified(); changedAt != m_stateAt) { // another program may have changed it
            m_stateAt = changedAt;
            m_settled.clear();
            m_failed.clear();
        }
        bool isNews = false;
        for (const SeenRequest& request : requests) {
            if (m_settled.contains(request.consumer) || isKnownFailure(request))
                continue;
            ClientSetups* const known = setups();
            const auto at = QDateTime::fromMSecsSinceEpoch(std::chrono::duration_cast<Milliseconds>(request.startedAt.time_since_epoch()).count());
            const auto noted = known ? known->noteRequest(request.consumer, at, request.model, request.failure) : Result<clients::NotedRequest>(noCatalog());
            if (!noted)
                qCWarning(logConfig, "The first request of a client could not be recorded: %s", noted.error().text().c_str());
            isNews |= noted && noted->isNews;
            if (!noted || noted->isSettled)
                m_settled.insert(request.consumer);
        }
        if (isNews) // the file just written also says which consumers are settled
            m_stateAt = QFileInfo(file.filePath()).lastModified();
        return isNews;
    }

    /// Whether the last request of that consumer failed in the same way, so that nothing needs to be looked up.
    bool isKnownFailure(const SeenRequest& request)
    {
        if (request.failure.empty())
            return false;
        std::string& known = m_failed[request.consumer];
        return std::exchange(known, request.failure) == request.failure;
    }

    /// `watch`: from now on; null: no longer watched.
    void setWatch(ClientWatch* watch)
    {
        delete m_watch.data();
        m_watch = watch;
    }

private:
    std::shared_ptr<LateCatalog> m_catalog;
    clients::Surroundings m_surroundings;
    std::optional<ClientSetups> m_setups;
    QDateTime m_stateAt;             // modification time of the list of set-ups
    std::set<std::string> m_settled; // consumers without an awaited request, according to that list
    std::map<std::string, std::string> m_failed; // how the last request of each consumer failed, according to that list
    QPointer<ClientWatch> m_watch; // owned by an object in the thread
};

ClientSetupService::ClientSetupService(clients::Surroundings surroundings, QObject& storage, SettingsNow settings, Change change)
    : m_settings(std::move(settings)), m_change(std::move(change)), m_storage(storage), m_catalog(std::make_shared<LateCatalog>()),
      m_worker(std::make_shared<Worker>(m_catalog, std::move(surroundings)))
{
}

ClientSetupService::~ClientSetupService() = default;

std::shared_ptr<const clients::ClientCatalog> ClientSetupService::catalog() const { return m_catalog->get(); }

template <class T> void ClientSetupService::ask(std::function<Result<T>(ClientSetups&)> work, Done<T> done)
{
    QMetaObject::invokeMethod(&m_storage, [this, worker = m_worker, work = std::move(work), done = std::move(done)] {
        ClientSetups* const setups = worker->setups();
        Result<T> answer = setups ? work(*setups) : Result<T>(noCatalog());
        QMetaObject::invokeMethod(
            this, [done, answer = std::move(answer)]() mutable { done(std::move(answer)); }, Qt::QueuedConnection);
    }, Qt::QueuedConnection);
}

void ClientSetupService::detect(const std::string& base, std::function<void(std::vector<ClientState>)> done)
{
    using States = std::vector<ClientState>;
    ask<States>([base, worker = m_worker](ClientSetups& setups) -> Result<States> { return worker->detect(setups, base); },
        [this, done = std::move(done)](Result<States> states) {
            if (states)
                clients::markRefused(*states, clients::acceptedKeys(m_settings()));
            done(states ? std::move(*states) : States());
        });
}

void ClientSetupService::setWatched(bool isWatched)
{
    if (isWatched == m_isWatched)
        return;
    m_isWatched = isWatched;
    QMetaObject::invokeMethod(&m_storage, [this, worker = m_worker, isWatched] {
        auto* const watch = isWatched ? new ClientWatch(&m_storage) : nullptr;
        worker->setWatch(watch);
        if (!watch)
            return;
        connect(QThread::currentThread(), &QThread::finished, watch, &QObject::deleteLater);
        connect(watch, &ClientWatch::changed, this, [this] {
            if (m_isWatched) // the result may have been on its way
                Q_EMIT filesChanged();
        }, Qt::QueuedConnection);
    }, Qt::QueuedConnection);
}

void ClientSetupService::askVersion(const std::string& client, Done<std::string> done)
{
    ask<std::string>([client](ClientSetups& setups) { return setups.askVersion(client); }, std::move(done));
}

void ClientSetupService::plan(clients::SetupWish wish, Done<SetupPlan> done)
{
    const auto known = catalog();
    if (const clients::ClientEntry* const entry = known ? known->find(wish.client) : nullptr)
        wish.knownKeys = clients::acceptedKeys(m_settings(), entry->consumer);
    ask<SetupPlan>([wish = std::move(wish)](ClientSetups& setups) { return setups.plan(wish); }, std::move(done));
}

void ClientSetupService::setUp(const SetupPlan& plan, Done<Secret> done)
{
    // Checks the plan first, so that no consumer is created and removed again for files that would be rejected.
    ask<ClientState>([plan](ClientSetups& setups) {
        const auto asPlanned = setups.check(plan);
        return asPlanned ? setups.state(plan.wish.client, plan.wish.base) : tl::unexpected(asPlanned.error());
    },
        [this, plan, done = std::move(done)](const Result<ClientState>& before) {
            if (!before)
                return done(tl::unexpected(before.error()));
            giveKey(plan, *before, done);
        });
}

void ClientSetupService::giveKey(const SetupPlan& plan, const ClientState& before, const Done<Secret>& done)
{
    const std::string consumer = catalog()->find(plan.wish.client)->consumer;
    const Outgoing old{before.consumer, before.keySha256};
    config::Settings next = m_settings();
    const clients::GivenKey given = plan.needsKey ? clients::giveKey(next, consumer) : clients::GivenKey();
    SetupPlan made = plan;
    if (made.route && !addOtherModels(next, consumer, *made.route))
        made.route.reset();
    if (!made.needsKey && !made.route)
        return write(made, {}, consumer, old, done);
    m_change(next, [this, made, given, consumer, old, done](const Result<void>& changed) {
        if (!changed)
            return done(tl::unexpected(changed.error()));
        write(made, given, consumer, old, done);
    });
}

void ClientSetupService::write(const SetupPlan& plan, const clients::GivenKey& given, const std::string& consumer, const Outgoing& old, const Done<Secret>& done)
{
    ask<void>([plan, given, consumer](ClientSetups& setups) { return setups.apply(plan, given.key, given.sha256, consumer); },
        [this, given, consumer, old, done, route = plan.route](const Result<void>& written) {
            config::Settings next = m_settings();
            if (!written && route)
                removeOtherModels(next, consumer, *route);
            if (!written && !given.sha256.empty())
                clients::forgetKey(next, consumer, given.sha256);
            if (written && !given.sha256.empty() && old.keySha256 != given.sha256)
                clients::refuseKey(next, old.consumer, old.keySha256);
            const auto answer = [this, given, written, done](const Result<void>& changed) {
                if (written)
                    Q_EMIT this->changed();
                if (!changed)
                    qCWarning(logConfig, "An unused client key could not be removed: %s", changed.error().text().c_str());
                done(written ? Result<Secret>(given.key) : Result<Secret>(tl::unexpected(written.error())));
            };
            if (next == m_settings())
                return answer({});
            m_change(next, answer);
        });
}

void ClientSetupService::noteRequests(std::vector<SeenRequest> requests)
{
    if (requests.empty())
        return;
    QMetaObject::invokeMethod(&m_storage, [this, worker = m_worker, requests = std::move(requests)] {
        if (worker->note(requests))
            QMetaObject::invokeMethod(this, &ClientSetupService::changed, Qt::QueuedConnection);
    }, Qt::QueuedConnection);
}

void ClientSetupService::planRestore(const std::string& client, Done<RestorePlan> done)
{
    ask<RestorePlan>([client](ClientSetups& setups) { return setups.planRestore(client); }, std::move(done));
}

void ClientSetupService::restore(const RestorePlan& plan, Done<void> done)
{
    ask<void>([plan](ClientSetups& setups) { return setups.restore(plan); },
        [this, plan, done = std::move(done)](const Result<void>& restored) {
            if (!restored)
                return done(restored);
            Q_EMIT changed();
            config::Settings next = m_settings();
            clients::refuseKey(next, plan.consumer, plan.keySha256);
            if (plan.route)
                removeOtherModels(next, plan.consumer, *plan.route);
            if (next == m_settings())
                return done({});
            m_change(next, done);
        });
}

void ClientSetupService::forget(const std::string& client, Done<void> done)
{
    ask<void>([client](ClientSetups& setups) { return setups.forget(client); }, [this, done = std::move(done)](const Result<void>& forgotten) {
        if (forgotten)
            Q_EMIT changed();
        done(forgotten);
    });
}

} // namespace gateway::host
