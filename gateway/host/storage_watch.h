#pragma once

#include "gateway/config/file_watch.h"

#include <QObject>
#include <QPointer>
#include <QStringList>

namespace gateway::host {

/// A `FileWatch` in the storage thread, since looking at a file may block. Main thread.
class StorageWatch final : public QObject {
    Q_OBJECT
public:
    /// `storageWork` lives in the storage thread and must outlive it.
    explicit StorageWatch(QObject& storageWork, QObject* parent = nullptr);
    ~StorageWatch() override;

    /// Replaces those before. What the storage thread is asked to read after this call and what changes later is reported.
    void setFiles(const QStringList& files);
    /// The same, for files that are read by another thread: where there are other files, `touched()` comes once they are watched.
    void follow(const QStringList& files);

Q_SIGNALS:
    void touched();

private:
    void set(const QStringList& files, bool isNews);

    QObject& m_storageWork;
    QPointer<config::FileWatch> m_watch; // ends with the storage thread; null until it is needed
    QStringList m_files;
};

} // namespace gateway::host
