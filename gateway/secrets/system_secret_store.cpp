#include "system_secret_store.h"

#include "secret_file.h"

#include "gateway/core/log.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>
#include <QTimer>

#include <qt6keychain/keychain.h>

namespace gateway::secrets {

namespace {

/// One change is told in several signals.
constexpr int kSettle_ms = 100;

QString keychainService() { return QStringLiteral("signalbox"); }

tl::unexpected<Error> notAKeychain()
{
    return failure(ErrorKind::SecretUnavailable,
        "only keychain:, vault: and session: references can be stored; set the variable or write the file yourself");
}

tl::unexpected<Error> noVault()
{
    return failure(ErrorKind::SecretUnavailable, "there is no place for an encrypted file of keys here");
}

tl::unexpected<Error> locked()
{
    return failure(ErrorKind::SecretLocked, "the keychain is locked: unlock it, and the key is read again by itself");
}

tl::unexpected<Error> lockedForChanges()
{
    return failure(ErrorKind::SecretLocked, "the keychain is locked and nothing was changed: unlock it, and try again");
}

/// What a job's failure means while the keychain is open. Its words go to the log only.
Error errorOf(const QKeychain::Job& job)
{
    const std::string words = job.errorString().toStdString();
    switch (job.error()) {
    case QKeychain::EntryNotFound:
        return {ErrorKind::SecretMissing, "the keychain has no entry \"" + job.key().toStdString() + '"', words};
    case QKeychain::AccessDeniedByUser:
    case QKeychain::AccessDenied:
    case QKeychain::CouldNotDeleteEntry:
        return {ErrorKind::SecretDenied, "the keychain refused access: allow it for Signalbox", words};
    default:
        return {ErrorKind::SecretUnavailable,
            "there is no keychain service: start one such as GNOME Keyring or KWallet, or use another reference: vault: "
            "(an encrypted file), session: (until quit), env: or file:",
            words};
    }
}

} // namespace

/// One call under way. Answered once; what comes later only says that the keychain works.
struct SystemSecretStore::Request {
    ReadDone done;
    std::unique_ptr<QTimer> limit;
    bool isLocked = false; ///< as the keychain said when the job began
    bool changes = false;  ///< writes or removes
};

SystemSecretStore::SystemSecretStore(const QString& vaultFile, int limit_ms)
    : m_limit_ms(limit_ms), m_lock(makeKeychainLock()), m_vault(vaultFile.isEmpty() ? nullptr : std::make_unique<Vault>(vaultFile))
{
    if (m_vault)
        connect(m_vault.get(), &Vault::stateChanged, this, [this] {
            if (m_vault->state() == Vault::State::Open)
                Q_EMIT mayBeReadable();
        });
    connect(m_lock.get(), &KeychainLock::opened, this, &SecretStore::mayBeReadable);
    m_entriesChanged.setSingleShot(true);
    m_entriesChanged.setInterval(kSettle_ms);
    connect(m_lock.get(), &KeychainLock::entriesChanged, &m_entriesChanged, qOverload<>(&QTimer::start));
    connect(&m_entriesChanged, &QTimer::timeout, this, [this] {
        // Locking is a change as well; reading then would put a dialog on the screen.
        m_lock->query(m_limit_ms, [this](std::optional<bool> isLocked) {
            if (isLocked == false)
                Q_EMIT mayBeReadable();
        });
    });
}

SystemSecretStore::~SystemSecretStore() = default;

SystemSecretStore::RequestPointer SystemSecretStore::begin(ReadDone done)
{
    auto request = std::make_shared<Request>();
    request->done = std::move(done);
    request->limit = std::make_unique<QTimer>();
    request->limit->setSingleShot(true);
    connect(request->limit.get(), &QTimer::timeout, this, [this, weak = std::weak_ptr(request)] {
        const RequestPointer late = weak.lock();
        if (!late)
            return;
        if (late->isLocked) // the system's dialog is open: nobody has answered it yet
            answer(late, late->changes ? lockedForChanges() : locked());
        else
            answer(late,
                failure(ErrorKind::SecretTimeout,
                    "no answer in " + std::to_string(m_limit_ms) + " ms; the key is used as soon as it comes"));
    });
    request->limit->start(m_limit_ms);
    return request;
}

void SystemSecretStore::answer(const RequestPointer& request, Result<Secret> result)
{
    if (!request->done)
        return;
    request->limit.release()->deleteLater(); // this may be its own signal
    const ReadDone done = std::exchange(request->done, {});
    if (!result)
        qCDebug(logSecrets) << "no secret:" << result.error().message.c_str() << result.error().detail.c_str();
    done(std::move(result));
}

void SystemSecretStore::read(const SecretReference& reference, ReadDone done)
{
    const RequestPointer request = begin(std::move(done));
    switch (reference.store) {
    case SecretReference::Store::Environment: return readEnvironment(reference, request);
    case SecretReference::Store::File: return readFile(reference, request);
    case SecretReference::Store::Vault: return readVault(reference, request);
    case SecretReference::Store::Session: return readMemory(reference, request);
    case SecretReference::Store::Keychain: break;
    }
    // Without a parent: the back ends hand the job's address to the keychain's
    // library, so that one under way must outlive this store. It deletes itself.
    start(new QKeychain::ReadPasswordJob(keychainService()), reference, request);
}

void SystemSecretStore::write(const SecretReference& reference, const Secret& value, Done done)
{
    const RequestPointer request = begin([done = std::move(done)](Result<Secret> result) {
        done(result ? Result<void>() : failure(std::move(result.error())));
    });
    request->changes = true;
    if (changeElsewhere(reference, &value, request))
        return;
    auto* job = new QKeychain::WritePasswordJob(keychainService()); // no parent: see read()
    job->setTextData(QString::fromStdString(value.reveal()));
    start(job, reference, request);
}

void SystemSecretStore::remove(const SecretReference& reference, Done done)
{
    const RequestPointer request = begin([done = std::move(done)](Result<Secret> result) {
        done(result ? Result<void>() : failure(std::move(result.error())));
    });
    request->changes = true;
    if (changeElsewhere(reference, nullptr, request))
        return;
    start(new QKeychain::DeletePasswordJob(keychainService()), reference, request); // no parent: see read()
}

void SystemSecretStore::readEnvironment(const SecretReference& reference, const RequestPointer& request)
{
    QMetaObject::invokeMethod(
        this,
        [this, reference, request] {
            const std::string value = qEnvironmentVariable(reference.name.c_str()).trimmed().toStdString();
            if (value.empty())
                answer(request,
                    failure(ErrorKind::SecretMissing, "the environment variable " + reference.name + " is not set"));
            else
                answer(request, Secret(value));
        },
        Qt::QueuedConnection);
}

void SystemSecretStore::readFile(const SecretReference& reference, const RequestPointer& request)
{
    auto promise = std::make_shared<QPromise<Result<Secret>>>();
    auto* watcher = new QFutureWatcher<Result<Secret>>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, request] {
        watcher->deleteLater();
        const bool isLate = !request->done;
        Result<Secret> result = watcher->result();
        if (isLate && result)
            Q_EMIT mayBeReadable();
        answer(request, std::move(result));
    });
    watcher->setFuture(promise->future());
    promise->start();
    // A file may lie on a network folder that hangs: not on this thread.
    QThreadPool::globalInstance()->start([promise, path = QString::fromStdString(reference.name)] {
        promise->addResult(readSecretFile(path));
        promise->finish();
    });
}

void SystemSecretStore::readVault(const SecretReference& reference, const RequestPointer& request)
{
    const auto answered = [this, request](Result<Secret> result) {
        if (!request->done && result) // too late for the caller, who may ask again
            Q_EMIT mayBeReadable();
        answer(request, std::move(result));
    };
    if (m_vault)
        m_vault->read(reference.name, answered);
    else
        QMetaObject::invokeMethod(this, [answered] { answered(noVault()); }, Qt::QueuedConnection);
}

void SystemSecretStore::readMemory(const SecretReference& reference, const RequestPointer& request)
{
    QMetaObject::invokeMethod(
        this,
        [this, name = reference.name, request] {
            const auto found = m_memory.find(name);
            if (found != m_memory.end())
                answer(request, found->second);
            else
                answer(request, failure(ErrorKind::SecretMissing, "the key was kept until quit only: enter it again on the Providers page"));
        },
        Qt::QueuedConnection);
}

bool SystemSecretStore::changeElsewhere(const SecretReference& reference, const Secret* value, const RequestPointer& request)
{
    using Store = SecretReference::Store;
    if (reference.store == Store::Keychain)
        return false;
    const auto answered = [this, request](Result<void> result) { answer(request, result.map([] { return Secret(); })); };
    if (reference.store == Store::Vault && m_vault) {
        if (value)
            m_vault->write(reference.name, *value, answered);
        else
            m_vault->remove(reference.name, answered);
        return true;
    }
    if (reference.store == Store::Session) {
        m_memory.erase(reference.name);
        if (value)
            m_memory.emplace(reference.name, *value);
    }
    const Result<void> done = reference.store == Store::Session ? Result<void>()
                              : reference.store == Store::Vault ? Result<void>(noVault())
                                                                : Result<void>(notAKeychain());
    QMetaObject::invokeMethod(this, [answered, done] { answered(done); }, Qt::QueuedConnection);
    return true;
}

void SystemSecretStore::start(QKeychain::Job* job, const SecretReference& reference, const RequestPointer& request)
{
    job->setAutoDelete(true);
    job->setInsecureFallback(false);
    job->setKey(QString::fromStdString(reference.name));
    connect(job, &QKeychain::Job::finished, this, [this, request](QKeychain::Job* done) { finished(done, request); });
    m_lock->query(
        m_limit_ms, [request](std::optional<bool> isLocked) { request->isLocked = isLocked.value_or(false); });
    job->start();
}

void SystemSecretStore::finished(QKeychain::Job* job, const RequestPointer& request)
{
    if (!request->done) { // too late for the caller, who may ask again
        if (job->error() == QKeychain::NoError)
            Q_EMIT mayBeReadable();
        return;
    }
    if (job->error() != QKeychain::NoError) {
        answerUnlessLocked(request, failure(errorOf(*job)));
    } else if (auto* read = qobject_cast<QKeychain::ReadPasswordJob*>(job)) {
        answer(request, Secret(read->textData().toStdString()));
    } else if (qobject_cast<QKeychain::DeletePasswordJob*>(job)) {
        answerUnlessLocked(request, Secret()); // a locked keychain deletes nothing and says that all is well
    } else {
        answer(request, Secret());
    }
}

void SystemSecretStore::answerUnlessLocked(const RequestPointer& request, Result<Secret> result)
{
    auto kept = std::make_shared<Result<Secret>>(std::move(result));
    m_lock->query(m_limit_ms, [this, request, kept](std::optional<bool> isLocked) {
        if (isLocked.value_or(false))
            answer(request, request->changes ? lockedForChanges() : locked());
        else
            answer(request, std::move(*kept));
    });
}

std::unique_ptr<SecretStore> makeSystemStore(const QString& vaultFile, int limit_ms)
{
    return std::make_unique<SystemSecretStore>(vaultFile, limit_ms);
}

} // namespace gateway::secrets
