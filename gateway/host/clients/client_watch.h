#pragma once

#include "gateway/config/file_watch.h"

#include <QByteArray>
#include <QObject>
#include <QStringList>

#include <map>

namespace gateway::host {

/// Reports changes to the content of client files. Reads them in the thread in which it lives; does nothing while they
/// stay the same.
class ClientWatch final : public QObject {
    Q_OBJECT
public:
    explicit ClientWatch(QObject* parent);

    /// Replaces the watched files: absolute paths, which need not exist. Returns whether a file is new among them; its
    /// earlier changes are not reported.
    bool follow(const QStringList& files);

Q_SIGNALS:
    /// Emitted shortly after the last change. Also for writes by this program.
    void changed();

private:
    void look();

    config::FileWatch m_watch;
    std::map<QString, QByteArray> m_known; ///< digest of each file's content, from `markOf`
};

} // namespace gateway::host
