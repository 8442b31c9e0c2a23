#include "write_file.h"

#include <QPromise>
#include <QSaveFile>
#include <QThreadPool>

#include <memory>

namespace ui::dialogs {

QFuture<QString> writeFile(const QString& path, const QByteArray& content)
{
    auto promise = std::make_shared<QPromise<QString>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, path, content] {
        QSaveFile file(path);
        const bool isOk = file.open(QIODevice::WriteOnly) && file.write(content) == content.size() && file.commit();
        promise->addResult(isOk ? QString() : file.errorString());
        promise->finish();
    });
    return promise->future();
}

} // namespace ui::dialogs
