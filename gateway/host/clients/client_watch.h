#pragma once

#include "gateway/config/file_watch.h"

#include <QByteArray>
#include <QObject>
#include <QStringList>

#include <map>

namespace gateway::host {

/// Tells when somebody changes what files of clients say. Reads them in the thread in which it lives; at rest it does nothing.
class ClientWatch final : public QObject {
    Q_OBJECT
public:
    explicit ClientWatch(QObject* parent);

    /// In the place of those before; absolute paths, also of files that are not there. Returns whether one is new among
    /// them: what became of it until now is not told.
    bool follow(const QStringList& files);

Q_SIGNALS:
    /// A moment after the last change. Also for what this program writes.
    void changed();

private:
    void look();

    config::FileWatch m_watch;
    std::map<QString, QByteArray> m_known; ///< what each said, as `markOf`
};

} // namespace gateway::host
