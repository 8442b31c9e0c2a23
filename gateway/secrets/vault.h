#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace gateway::secrets {

/// Keys in our own passphrase-protected file, for systems without a keychain: Argon2id, then XChaCha20-Poly1305; only
/// its owner can read the file. It is opened automatically only if the environment variable SIGNALBOX_PASSPHRASE_FILE
/// names a file with the passphrase, for programs without a user interface. Main thread; results come from the event
/// loop; files and the slow key derivation are handled by another thread.
class Vault final : public QObject {
    Q_OBJECT
public:
    enum class State { Absent, Locked, Open };
    using Done = std::function<void(Result<void>)>;
    using ReadDone = std::function<void(Result<Secret>)>;

    static constexpr auto kPassphraseVariable = "SIGNALBOX_PASSPHRASE_FILE";
    /// Its path in the data folder.
    static QString fileIn(const QString& dataDir);

    /// `file`: absolute; checked once, here.
    explicit Vault(const QString& file, QObject* parent = nullptr);
    /// Waits for running work.
    ~Vault() override;

    /// State of the file when it was last used.
    State state() const { return m_state; }

    /// Opens the file, or creates it if missing. Errors: SecretDenied (`param` is "passphrase": it is wrong; otherwise
    /// the file is damaged, or open to others), InvalidRequest (`param` is "passphrase": it is too short), Io.
    void open(const Secret& passphrase, Done done);

    /// Errors: SecretMissing (no such entry, or no file), SecretLocked (not opened, or the passphrase has changed),
    /// SecretDenied; for changes also Io.
    void read(const std::string& name, ReadDone done);
    void write(const std::string& name, const Secret& value, Done done);
    void remove(const std::string& name, Done done);

Q_SIGNALS:
    void stateChanged();

private:
    class Work;

    /// Runs `work(Work&)` in the worker's thread, then `then` with its result in this thread.
    template <class Function, class Then> void ask(Function work, Then then);
    void follow();

    std::unique_ptr<Work> m_work;
    State m_state = State::Absent;
};

} // namespace gateway::secrets
