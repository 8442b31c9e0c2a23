#pragma once

#include <QObject>
#include <QString>

class QWidget;

namespace ui::shell {

class MainWindow;

/// The help key in the main window and every window above it: opens the help text for its context.
class HelpKey : public QObject {
    Q_OBJECT
public:
    /// Must not outlive `window`.
    explicit HelpKey(MainWindow& window);

    /// Opens the help next to the window `asking`, and closes it with that. An unknown topic shows the contents.
    void open(QWidget& asking, const QString& topic);
    /// The topic of a window or of a part of one: its own, or that of the page that opened the dialog.
    QString topicOf(const QWidget& part) const;

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    MainWindow& m_window;
};

} // namespace ui::shell
