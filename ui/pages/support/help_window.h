#pragma once

#include "help_search.h"

#include <QStandardItemModel>
#include <QTextBrowser>
#include <QWidget>

namespace ui::widgets {
class Button;
class DataTable;
class Label;
class SearchField;
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

    /// Highlights every match of these words, until others are set.
    void highlight(const QStringList& words);
    /// Selects the next or previous match and scrolls to it; after the last one comes the first. Whether there is one.
    bool goToMatch(bool isForwards = true);
    /// Of the page that is shown.
    int matchCount() const { return static_cast<int>(m_matches.size()); }

    /// URL of a topic's text: "qrc:/help/en/routes.md".
    static QUrl addressOf(const QString& topic);

protected:
    void doSetSource(const QUrl& name, QTextDocument::ResourceType type) override;

private:
    void findMatches();

    QStringList m_words;
    QList<QTextCursor> m_matches; ///< in the order of the text
};

/// The help window: the text on a page, with links back and to the contents, and a search of all pages. Esc closes it.
class HelpWindow : public QWidget {
    Q_OBJECT
public:
    explicit HelpWindow(QWidget* parent = nullptr);

    void showTopic(const QString& topic);
    QString topic() const { return m_browser->topic(); }

protected:
    void changeEvent(QEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();
    void settle();
    void build();
    void search();
    void mark();
    void showHits();
    void openHit(const QModelIndex& index);
    void goToMatch(bool isForwards);

    HelpSearch m_pages;
    std::vector<HelpHit> m_hits;
    QStandardItemModel m_rows;
    HelpBrowser* m_browser;
    widgets::Button* m_back;
    widgets::Button* m_contents;
    widgets::SearchField* m_search;
    widgets::Label* m_found; ///< how much was found, or what to do if nothing was
    widgets::DataTable* m_list;
};

} // namespace ui::pages
