#pragma once

#include <QTextBrowser>
#include <QWidget>

namespace ui::widgets {
class Button;
}

namespace ui::pages {

/// Shows the Markdown files of `resources/help` in the current language; pictures are scaled to the available width.
class HelpBrowser : public QTextBrowser {
    Q_OBJECT
public:
    explicit HelpBrowser(QWidget* parent = nullptr);

    /// "routes"; an unknown topic shows the contents.
    void showTopic(const QString& topic);
    QString topic() const;
    /// Shows the same topic in the current language and colours.
    void follow();
    QVariant loadResource(int type, const QUrl& name) override;

    /// URL of a topic's text: "qrc:/help/en/routes.md".
    static QUrl addressOf(const QString& topic);
};

/// The help window: the text on a page, with links back and to the contents. Esc closes it.
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
