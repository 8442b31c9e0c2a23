#include "vault.h"

#include "secret_file.h"
#include "vault_file.h"

#include <QPointer>
#include <QThreadPool>

#include <atomic>
#include <utility>

namespace gateway::secrets {

namespace {

constexpr int kIdle_ms = 100; // a waiting thread would cause wake-ups

} // namespace

/// Runs in the worker's thread, one job after the other.
class Vault::Work {
public:
    explicit Work(const QString& path) : file(path), state(file.exists() ? State::Locked : State::Absent)
    {
        pool.setMaxThreadCount(1);
        pool.setExpiryTimeout(kIdle_ms);
    }

    Result<void> open(const Secret& passphrase)
    {
        auto opened = file.exists() ? file.open(passphrase) : file.make(passphrase, {});
        if (opened)
            key = std::move(*opened);
        return take(opened.map([](const VaultKeyPointer&) {}));
    }

    Result<Secret> read(const std::string& name)
    {
        if (const auto ready = unlock(); !ready)
            return failure(ready.error());
        auto entries = take(file.read(*key));
        if (!entries)
            return failure(entries.error());
        const auto found = entries->find(name);
        if (found == entries->end())
            return failure(ErrorKind::SecretMissing, {QT_TRANSLATE_NOOP("Error", "the encrypted file has no key \"%1\""), {name}});
        return found->second;
    }

    Result<void> change(const std::function<void(VaultEntries&)>& edit)
    {
        if (auto ready = unlock(); !ready)
            return ready;
        return take(file.change(*key, edit));
    }

    const VaultFile file;
    VaultKeyPointer key;
    std::atomic<State> state;
    QThreadPool pool; // destroyed first, which waits for the jobs

private:
    Result<void> unlock()
    {
        if (key)
            return {};
        const QString given = qEnvironmentVariable(kPassphraseVariable);
        if (!given.isEmpty()) {
            const auto passphrase = readSecretFile(given);
            if (!passphrase)
                return failure(passphrase.error().kind, {QT_TRANSLATE_NOOP("Error", "%1: %2"), {std::string(kPassphraseVariable), passphrase.error().message}});
            if (file.exists())
                return open(*passphrase);
        }
        if (!file.exists())
            return take(Result<void>(failure(ErrorKind::SecretMissing, {QT_TRANSLATE_NOOP("Error", "there is no encrypted key file yet: store a key to create it, "
        "and choose a passphrase")})));
        return take(Result<void>(failure(ErrorKind::SecretLocked, {QT_TRANSLATE_NOOP("Error", "the encrypted key file is locked: enter its passphrase in the window, "
        "or set %1 to a file that contains it"), {std::string(kPassphraseVariable)}})));
    }

    /// If the file was replaced or removed meanwhile, the key is useless.
    template <class T> Result<T> take(Result<T> result)
    {
        if (!result && (result.error().kind == ErrorKind::SecretLocked || result.error().kind == ErrorKind::SecretMissing))
            key.reset();
        state = key ? State::Open : file.exists() ? State::Locked : State::Absent;
        return result;
    }
};

QString Vault::fileIn(const QString& dataDir) { return dataDir + QStringLiteral("/secrets.vault"); }

Vault::Vault(const QString& file, QObject* parent) : QObject(parent), m_work(std::make_unique<Work>(file)), m_state(m_work->state) {}

Vault::~Vault() = default;

void Vault::follow()
{
    if (std::exchange(m_state, m_work->state) != m_state)
        Q_EMIT stateChanged();
}

template <class Function, class Then> void Vault::ask(Function work, Then then)
{
    m_work->pool.start([this, work = std::move(work), then = std::move(then)]() mutable { // waited for on destruction
        auto answer = std::make_shared<decltype(work(*m_work))>(work(*m_work));
        QMetaObject::invokeMethod(this, [this, answer, then = std::move(then)]() mutable {
            const QPointer<Vault> alive(this);
            follow();
            if (alive)
                then(std::move(*answer));
        }, Qt::QueuedConnection);
    });
}

void Vault::open(const Secret& passphrase, Done done)
{
    ask([passphrase](Work& work) { return work.open(passphrase); }, std::move(done));
}

void Vault::read(const std::string& name, ReadDone done)
{
    ask([name](Work& work) { return work.read(name); }, std::move(done));
}

void Vault::write(const std::string& name, const Secret& value, Done done)
{
    ask([name, value](Work& work) { return work.change([&](VaultEntries& entries) { entries.insert_or_assign(name, value); }); }, std::move(done));
}

void Vault::remove(const std::string& name, Done done)
{
    ask([name](Work& work) { return work.change([&](VaultEntries& entries) { entries.erase(name); }); }, std::move(done));
}

} // namespace gateway::secrets
