#include "usage_export.h"

#include "ui/dialogs/write_file.h"

#include <QBuffer>
#include <QDir>
#include <QFileDialog>
#include <QFutureWatcher>
#include <QPixmap>
#include <QStandardPaths>
#include <QWidget>

namespace ui::pages {

UsageExport::UsageExport(QWidget* parent) : QObject(parent), m_parent(parent) { }

void UsageExport::ask(const QString& title, const QString& name, const QString& filter, std::function<QByteArray()> content)
{
    auto* dialog = new QFileDialog(m_parent->window(), title, QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation), filter);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->selectFile(name);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this, content = std::move(content)](const QString& path) { write(path, content()); });
    dialog->open();
}

void UsageExport::write(const QString& path, const QByteArray& content)
{
    auto* watcher = new QFutureWatcher<QString>(this);
    connect(watcher, &QFutureWatcherBase::finished, this, [this, watcher, path] {
        watcher->deleteLater();
        const QString problem = watcher->result();
        const QString file = QDir::toNativeSeparators(path);
        Q_EMIT done(problem.isEmpty(), problem.isEmpty() ? tr("Saved as %1").arg(file) : tr("%1 cannot be written: %2").arg(file, problem));
    });
    watcher->setFuture(dialogs::writeFile(path, content));
}

QByteArray pngOf(QWidget& widget)
{
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    QPixmap picture(widget.size() * widget.devicePixelRatioF());
    picture.setDevicePixelRatio(widget.devicePixelRatioF());
    picture.fill(widget.palette().color(QPalette::Window));
    widget.render(&picture);
    picture.save(&buffer, "PNG");
    return bytes;
}

} // namespace ui::pages
