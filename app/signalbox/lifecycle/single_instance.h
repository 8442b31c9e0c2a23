#pragma once

#include "app/process/command_line.h"
#include "gateway/host/checks/data_folder_lock.h"

#include <QLocalServer>
#include <QObject>
#include <QString>

#include <chrono>
#include <memory>

namespace app {

/// Allows one tray application for each user and data folder: a lock file in the folder shows which is first, and a
/// socket that only the user may open reaches it. Main thread.
class SingleInstance final : public QObject {
    Q_OBJECT
public:
    enum class Outcome {
        First,     ///< this is the one; `requested()` reports later starts
        Delivered, ///< another instance is running and has accepted the request
        NotRunning, ///< the request was to quit, but no instance is running
        Silent,    ///< another instance holds the lock but does not respond
        NoFolder,  ///< the data folder cannot be created or written
    };

    /// `dataDir`: absolute; created if missing.
    explicit SingleInstance(const QString& dataDir, QObject* parent = nullptr);
    ~SingleInstance() override;

    /// Becomes the first instance, or passes `request` to it, or `link` if there is one. Blocks for at most `patience`;
    /// call it before the event loop.
    Outcome claim(WindowRequest request, const QString& link = {}, std::chrono::milliseconds patience = std::chrono::seconds(5));

    /// Releases the lock for a start that follows immediately.
    void release();

    /// The process that holds the lock, for messages; 0: unknown.
    qint64 holder() const;
    /// The machine of that process, if it is another one, as with a data folder on a network share; empty: this
    /// machine.
    QString otherMachine() const;
    QString lockFile() const;
    /// See `DataFolderLock`.
    QString heldText() const;

Q_SIGNALS:
    /// Emitted for the request of a later start. Never `Default`.
    void requested(app::WindowRequest request);
    /// Emitted for the link of a later start; not validated yet.
    void linkOpened(const QString& link);

private:
    bool listen();
    bool deliver(const QByteArray& message);
    void serve();

    QString m_dataDir;
    QString m_socket; ///< path, or name of a pipe
    std::unique_ptr<gateway::host::DataFolderLock> m_lock;
    QLocalServer m_server;
};

} // namespace app
