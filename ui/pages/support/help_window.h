#pragma once

#include <QTextBrowser>
#include <QWidget>

namespace ui::widgets {
class Button;
}

namespace ui::pages {

/// Shows the Markdown of `resources/help` in the language in use; pictures are made as wide as there is room.
class HelpBrowser : public QTextBrowser {
    Q_OBJECT
public:
    explicit HelpBrowser(QWidget* parent = nullptr);

    /// "routes"; one that does not exist shows the contents.
    void showTopic(const QString& topic);
    QString topic() const;
    /// The same in the language and the colours of now.
    void follow();
    QVariant loadResource(int type, const QUrl& name) override;

    /// Where a topic's text is: "qrc:/help/en/routes.md".
    static QUrl addressOf(const QString& topic);
};

/// The help beside the window: the page's own text, a way back and to the contents. Esc closes it.
class HelpWindow : public QWidget {
    Q_OBJECT
public:
    explicit HelpWindow(QWidget* parent = nullptr);

    void showTopic(const QString& topic);
    QString topic() const { return m_browser->topic(); }

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    void retranslate();
    void settle();

    HelpBrowser* m_browser;
    widgets::Button* m_back;
    widgets::Button* m_contents;
};

} // namespace ui::pages
