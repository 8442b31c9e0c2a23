#pragma once

#include <QByteArray>
#include <QObject>
#include <QString>

#include <functional>

class QWidget;

namespace ui::pages {

/// Asks for a file and writes the result of `content` into it. Private to the room.
class UsageExport : public QObject {
    Q_OBJECT
public:
    explicit UsageExport(QWidget* parent);

    /// `name`: suggested; `filter`: "CSV (*.csv)".
    void ask(const QString& title, const QString& name, const QString& filter, std::function<QByteArray()> content);
    void write(const QString& path, const QByteArray& content);

Q_SIGNALS:
    void done(bool isOk, const QString& words);

private:
    QWidget* m_parent;
};

/// A screenshot of the widget.
QByteArray pngOf(QWidget& widget);

} // namespace ui::pages
