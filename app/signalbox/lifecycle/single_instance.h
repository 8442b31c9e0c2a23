#pragma once

#include "app/process/command_line.h"
#include "gateway/host/checks/data_folder_lock.h"

#include <QLocalServer>
#include <QObject>
#include <QString>

#include <chrono>
#include <memory>

namespace app {

/// One tray application per user and data folder: a lock file in the folder
/// says who is first, a socket that only the user may open reaches it. Main thread.
class SingleInstance final : public QObject {
    Q_OBJECT
public:
    enum class Outcome {
        First,     ///< this is the one; `requested()` tells what later starts want
        Delivered, ///< another runs and has taken the request
        NotRunning, ///< the request was to quit, and there is nobody to quit
        Silent,    ///< another holds the lock and does not answer
        NoFolder,  ///< the data folder cannot be made or written
    };

    /// `dataDir`: absolute; made where it is missing.
    explicit SingleInstance(const QString& dataDir, QObject* parent = nullptr);
    ~SingleInstance() override;

    /// Becomes the first, or hands `request` to it, or `link` if there is one. Blocks for
    /// at most `patience`; call it before the event loop.
    Outcome claim(WindowRequest request, const QString& link = {}, std::chrono::milliseconds patience = std::chrono::seconds(5));

    /// Gives the place to a start that follows at once.
    void release();

    /// The process that holds the lock, for messages; 0: not known.
    qint64 holder() const;
    /// The machine whose process holds it, where that is another one, as with a data folder on a network; empty: this one.
    QString otherMachine() const;
    QString lockFile() const;
    /// As `DataFolderLock` has it.
    QString heldText() const;

Q_SIGNALS:
    /// A later start asks for this. Never `Default`.
    void requested(app::WindowRequest request);
    /// A later start was given this link; not looked at yet.
    void linkOpened(const QString& link);

private:
    bool listen();
    bool deliver(const QByteArray& message);
    void serve();

    QString m_dataDir;
    QString m_socket; ///< path, or a pipe's name
    std::unique_ptr<gateway::host::DataFolderLock> m_lock;
    QLocalServer m_server;
};

} // namespace app
