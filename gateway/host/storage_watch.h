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

    /// Replaces the previous files. Reads queued in the storage thread after this call miss no change: every later
    /// change is reported.
    /// all later ones.
    void setFiles(const QStringList& files);
    /// The same for files that another thread reads: if the list changed, `touched()` is emitted once the files are
    /// watched.
    void follow(const QStringList& files);

Q_SIGNALS:
    void touched();

private:
    void set(const QStringList& files, bool isNews);

    QObject& m_storageWork;
    QPointer<config::FileWatch> m_watch; // ends with the storage thread; null until needed
    QStringList m_files;
};

} // namespace gateway::host
