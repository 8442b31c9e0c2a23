#include "write_file.h"

#include "gateway/core/files/file_writer.h"
#include "ui/words/sentence_words.h"

#include <QPromise>
#include <QThreadPool>

#include <memory>

namespace ui::dialogs {

QFuture<QString> writeFile(const QString& path, const QByteArray& content, Readers readers)
{
    auto promise = std::make_shared<QPromise<QString>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, path, content, readers] {
        constexpr int kReadable = 0644;
        gateway::files::WriteOptions options;
        if (readers == Readers::Everybody)
            options.mode = kReadable;
        const auto written = gateway::files::writeFile(path, {content.constData(), static_cast<std::size_t>(content.size())}, options);
        promise->addResult(written ? QString() : words::SentenceWords::of(gateway::files::writeReason(written.error())));
        promise->finish();
    });
    return promise->future();
}

} // namespace ui::dialogs
