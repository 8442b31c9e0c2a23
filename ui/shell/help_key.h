#pragma once

#include <QObject>
#include <QString>

class QWidget;

namespace ui::shell {

class MainWindow;

/// The key for help, in the main window and in every window above it: it opens the text about what it is pressed in.
class HelpKey : public QObject {
    Q_OBJECT
public:
    /// Must not outlive `window`.
    explicit HelpKey(MainWindow& window);

    /// The help beside `asking`, a window, which it goes with. A topic that does not exist shows the contents.
    void open(QWidget& asking, const QString& topic);
    /// Of a window or of a part of one: that of the page whose dialog it is, where it is none that has its own.
    QString topicOf(const QWidget& part) const;

    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    MainWindow& m_window;
};

} // namespace ui::shell
