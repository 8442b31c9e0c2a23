#pragma once

#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <QObject>
#include <QString>

#include <functional>
#include <memory>

namespace gateway::secrets {

/// Keys in a file of our own under a passphrase, for where there is no keychain: Argon2id, then
/// XChaCha20-Poly1305; only its owner can read the file. Never opened by itself but where the
/// environment variable SIGNALBOX_PASSPHRASE_FILE names a file with the passphrase, which is how
/// a program without anybody in front of it gets it. Main thread; answers come from the event
/// loop, files and the slow work at the passphrase stay off it.
class Vault final : public QObject {
    Q_OBJECT
public:
    enum class State { Absent, Locked, Open };
    using Done = std::function<void(Result<void>)>;
    using ReadDone = std::function<void(Result<Secret>)>;

    static constexpr auto kPassphraseVariable = "SIGNALBOX_PASSPHRASE_FILE";
    /// The file in the data folder.
    static QString fileIn(const QString& dataDir);

    /// `file`: absolute; looked for once, here.
    explicit Vault(const QString& file, QObject* parent = nullptr);
    /// Waits for what is under way.
    ~Vault() override;

    /// Of the file as it was when it was last used.
    State state() const { return m_state; }

    /// Opens the file, and makes it where there is none. Errors: SecretDenied (`param` is "passphrase": it is wrong;
    /// the file is damaged, or open to others), InvalidRequest (`param` is "passphrase": it is too short), Io.
    void open(const Secret& passphrase, Done done);

    /// Errors: SecretMissing (no such entry, or no file), SecretLocked (it was not opened, or has another passphrase
    /// by now), SecretDenied; of changes also Io.
    void read(const std::string& name, ReadDone done);
    void write(const std::string& name, const Secret& value, Done done);
    void remove(const std::string& name, Done done);

Q_SIGNALS:
    void stateChanged();

private:
    class Work;

    /// Runs `work(Work&)` in the worker's thread, and `then` with what it gives here.
    template <class Function, class Then> void ask(Function work, Then then);
    void follow();

    std::unique_ptr<Work> m_work;
    State m_state = State::Absent;
};

} // namespace gateway::secrets
