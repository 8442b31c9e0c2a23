#include "copy_text.h"

#include <QByteArray>
#include <QClipboard>
#include <QGuiApplication>
#include <QMimeData>
#include <QString>

namespace ui::widgets {

void copyText(const QString& text, bool isSecret)
{
    if (!isSecret)
        return QGuiApplication::clipboard()->setText(text);
    auto* data = new QMimeData; // the clipboard takes ownership
    data->setText(text);
    data->setData(QStringLiteral("x-kde-passwordManagerHint"), QByteArrayLiteral("secret"));
    // Formats used on Windows; other systems ignore them. A DWORD of 0 means no.
    data->setData(QStringLiteral("application/x-qt-windows-mime;value=\"ExcludeClipboardContentFromMonitorProcessing\""), QByteArrayLiteral("1"));
    for (const char* const what : {"CanIncludeInClipboardHistory", "CanUploadToCloudClipboard"})
        data->setData(QStringLiteral("application/x-qt-windows-mime;value=\"%1\"").arg(QLatin1StringView(what)), QByteArray(4, '\0'));
    QGuiApplication::clipboard()->setMimeData(data);
}

} // namespace ui::widgets
