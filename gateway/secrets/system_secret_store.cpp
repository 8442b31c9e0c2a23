#include "system_secret_store.h"

#include "gateway/core/log.h"
#include "gateway/core/secret_text.h"
#include "gateway/core/text/ascii.h"

#include <QFutureWatcher>
#include <QPromise>
#include <QThreadPool>
#include <QTimer>

namespace gateway::secrets {

namespace {

tl::unexpected<Error> notAKeychain()
{
    return failure(ErrorKind::SecretUnavailable,
        {QT_TRANSLATE_NOOP("Error", "only keychain:, vault: and session: references can be stored; set the variable or write the file yourself")});
}

/// Removes artefacts of the storage. Errors: those of `read`; ConfigInvalid for UTF-16, SecretMissing for an empty
/// text.
Result<Secret> cleaned(Result<Secret> read, const SecretReference& reference)
{
    if (!read)
        return read;
    if (isUtf16(read->reveal()))
        return failure(ErrorKind::ConfigInvalid, {QT_TRANSLATE_NOOP("Error", "%1 is saved as UTF-16: save it as UTF-8"), {reference.name}});
    const std::string_view text = withoutMargins(read->reveal());
    if (text.empty() && !read->empty())
        return failure(ErrorKind::SecretMissing, {QT_TRANSLATE_NOOP("Error", "%1 contains only white space"), {reference.name}});
    return text.size() == read->reveal().size() ? std::move(read) : Secret(std::string(text));
}

struct FileSecret {
    Result<Secret> secret;
    OtherReaders readers = OtherReaders::None;
};

tl::unexpected<Error> noVault()
{
    return failure(ErrorKind::SecretUnavailable, {QT_TRANSLATE_NOOP("Error", "no encrypted key file can be used here")});
}

} // namespace

/// A running call. It gets one result; a later one only shows that the keychain works.
struct SystemSecretStore::Request {
    ReadDone done;
    std::unique_ptr<QTimer> limit;
};

SystemSecretStore::SystemSecretStore(const QString& vaultFile, int limit_ms, const QString& keychainNote)
    : m_limit_ms(limit_ms), m_keychain(keychainNote, limit_ms), m_vault(vaultFile.isEmpty() ? nullptr : std::make_unique<Vault>(vaultFile))
{
    if (m_vault)
        connect(m_vault.get(), &Vault::stateChanged, this, [this] {
            if (m_vault->state() == Vault::State::Open)
                Q_EMIT mayBeReadable();
        });
    connect(&m_keychain, &Keychain::mayBeReadable, this, &SecretStore::mayBeReadable);
    connect(&m_keychain, &Keychain::closed, this, &SecretStore::keychainClosed);
    connect(&m_keychain, &Keychain::movedChanged, this, &SecretStore::keychainMovedChanged);
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
        answer(late,
            failure(ErrorKind::SecretTimeout, {QT_TRANSLATE_NOOP("Error", "no answer within %1 ms; the key will be used as soon as it is available"), {std::to_string(m_limit_ms)}}));
    });
    request->limit->start(m_limit_ms);
    return request;
}

void SystemSecretStore::answer(const RequestPointer& request, Result<Secret> result)
{
    if (!request->done)
        return;
    request->limit.release()->deleteLater(); // this may run in its own signal
    const ReadDone done = std::exchange(request->done, {});
    if (!result)
        qCDebug(logSecrets) << "no secret:" << result.error().text().c_str() << result.error().detail.c_str();
    done(std::move(result));
}

void SystemSecretStore::read(const SecretReference& reference, ReadDone answered)
{
    ReadDone done = [answered = std::move(answered), reference](Result<Secret> secret) { answered(cleaned(std::move(secret), reference)); };
    if (reference.store == SecretReference::Store::Keychain)
        return m_keychain.read(reference.name, std::move(done));
    const RequestPointer request = begin(std::move(done));
    switch (reference.store) {
    case SecretReference::Store::Environment: return readEnvironment(reference, request);
    case SecretReference::Store::File: return readFile(reference, request);
    case SecretReference::Store::Vault: return readVault(reference, request);
    case SecretReference::Store::Session: return readMemory(reference, request);
    case SecretReference::Store::Keychain: break;
    }
}

void SystemSecretStore::write(const SecretReference& reference, const Secret& value, Done done, Late late)
{
    ReadDone answered = [done = std::move(done)](const Result<Secret>& result) { done(result.map([](const Secret&) {})); };
    if (reference.store == SecretReference::Store::Keychain)
        m_keychain.write(reference.name, value, std::move(answered), std::move(late));
    else
        changeElsewhere(reference, &value, std::move(answered));
}

void SystemSecretStore::remove(const SecretReference& reference, Done done)
{
    ReadDone answered = [done = std::move(done)](const Result<Secret>& result) { done(result.map([](const Secret&) {})); };
    if (reference.store == SecretReference::Store::Keychain)
        m_keychain.remove(reference.name, std::move(answered));
    else
        changeElsewhere(reference, nullptr, std::move(answered));
}

void SystemSecretStore::lookForKeychain(Done done)
{
    m_keychain.look([done = std::move(done)](const Result<Secret>& found) { done(found.map([](const Secret&) {})); });
}

void SystemSecretStore::readEnvironment(const SecretReference& reference, const RequestPointer& request)
{
    QMetaObject::invokeMethod(
        this,
        [this, reference, request] {
            const std::string value(withoutMargins(qEnvironmentVariable(reference.name.c_str()).toStdString()));
            if (value.empty())
                answer(request,
                    failure(ErrorKind::SecretMissing, {QT_TRANSLATE_NOOP("Error", "the environment variable %1 is not set"), {reference.name}}));
            else
                answer(request, Secret(value));
        },
        Qt::QueuedConnection);
}

void SystemSecretStore::readFile(const SecretReference& reference, const RequestPointer& request)
{
    auto promise = std::make_shared<QPromise<FileSecret>>();
    auto* watcher = new QFutureWatcher<FileSecret>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, request, path = reference.name] {
        watcher->deleteLater();
        const bool isLate = !request->done;
        Result<Secret> result = watcher->result().secret;
        if (result)
            noteReaders(path, watcher->result().readers);
        if (isLate && result)
            Q_EMIT mayBeReadable();
        answer(request, std::move(result));
    });
    watcher->setFuture(promise->future());
    promise->start();
    // The file may be on a network folder that hangs: not on this thread.
    QThreadPool::globalInstance()->start([promise, path = QString::fromStdString(reference.name)] {
        promise->addResult(FileSecret{readSecretFile(path), otherReaders(path)});
        promise->finish();
    });
}

/// Reported once until it changes: files are read repeatedly.
void SystemSecretStore::noteReaders(const std::string& path, OtherReaders readers)
{
    if (std::exchange(m_readers[path], readers) == readers || readers == OtherReaders::None)
        return;
    qCWarning(logSecrets, "Key file %s can be read by %s; it is used because Signalbox cannot change its mode", path.c_str(),
        readers == OtherReaders::Group ? "its group" : "every user of this machine");
}

void SystemSecretStore::readVault(const SecretReference& reference, const RequestPointer& request)
{
    const auto answered = [this, request](Result<Secret> result) {
        if (!request->done && result) // too late for the caller, who may try again
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
                answer(request, failure(ErrorKind::SecretMissing, {QT_TRANSLATE_NOOP("Error", "the key was kept only until Signalbox exited: enter it again on the "
        "Providers page")}));
        },
        Qt::QueuedConnection);
}

void SystemSecretStore::changeElsewhere(const SecretReference& reference, const Secret* value, ReadDone done)
{
    using Store = SecretReference::Store;
    const RequestPointer request = begin(std::move(done));
    const auto answered = [this, request](Result<void> result) { answer(request, result.map([] { return Secret(); })); };
    if (reference.store == Store::Vault && m_vault) {
        if (value)
            m_vault->write(reference.name, *value, answered);
        else
            m_vault->remove(reference.name, answered);
        return;
    }
    if (reference.store == Store::Session) {
        m_memory.erase(reference.name);
        if (value)
            m_memory.emplace(reference.name, *value);
    }
    const Result<void> settled = reference.store == Store::Session ? Result<void>()
                              : reference.store == Store::Vault ? Result<void>(noVault())
                                                                : Result<void>(notAKeychain());
    QMetaObject::invokeMethod(this, [answered, settled] { answered(settled); }, Qt::QueuedConnection);
}

std::unique_ptr<SecretStore> makeSystemStore(const QString& vaultFile, int limit_ms, const QString& keychainNote)
{
    return std::make_unique<SystemSecretStore>(vaultFile, limit_ms, keychainNote);
}

} // namespace gateway::secrets
