#include "write_file.h"

#include "gateway/core/files/file_writer.h"
#include "ui/words/message_words.h"

#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace ui::dialogs {

QFuture<QString> writeFile(const QString& path, const QByteArray& content)
{
    auto promise = std::make_shared<QPromise<QString>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, path, content] {
        const auto written = gateway::files::writeFile(path, {content.constData(), static_cast<std::size_t>(content.size())});
        promise->addResult(written ? QString() : words::MessageWords::of(written.error().detail));
        promise->finish();
    });
    return promise->future();
}

} // namespace ui::dialogs
