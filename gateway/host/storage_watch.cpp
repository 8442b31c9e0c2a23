#include "storage_watch.h"

#include <QFileInfo>
#include <QThread>

namespace gateway::host {

StorageWatch::StorageWatch(QObject& storageWork, QObject* parent) : QObject(parent), m_storageWork(storageWork) { }

StorageWatch::~StorageWatch()
{
    delete m_watch.data(); // it still exists if its thread is this one
}

void StorageWatch::setFiles(const QStringList& files) { set(files, false); }

void StorageWatch::follow(const QStringList& files)
{
    if (files != m_files)
        set(files, true);
}

void StorageWatch::set(const QStringList& files, bool isNews)
{
    m_files = files;
    if (!m_watch) {
        if (files.isEmpty())
            return;
        m_watch = new config::FileWatch;
        m_watch->moveToThread(m_storageWork.thread());
        connect(m_storageWork.thread(), &QThread::finished, m_watch, &QObject::deleteLater);
        connect(m_watch, &config::FileWatch::touched, this, &StorageWatch::touched);
    }
    QStringList absolute;
    for (const QString& file : files)
        absolute << QFileInfo(file).absoluteFilePath();
    QMetaObject::invokeMethod(m_watch, [watch = m_watch.data(), absolute, isNews] {
        watch->setFiles(absolute);
        if (isNews && !absolute.isEmpty())
            watch->hasten();
    }, Qt::QueuedConnection);
}

} // namespace gateway::host
