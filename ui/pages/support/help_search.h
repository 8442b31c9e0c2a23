#pragma once

#include <QString>
#include <QStringList>

#include <vector>

namespace ui::pages {

/// A page of the help that contains all words of a search.
struct HelpHit {
    QString topic; ///< "routes"
    QString title;
    QString excerpt; ///< a line with the first match in the text
    int count = 0;   ///< matches, of all words together

    bool operator==(const HelpHit&) const = default;
};

/// Searches the text of all help pages of one language, as it is shown. Reads the pages at the first search. Main
/// thread.
class HelpSearch {
public:
    /// Pages of `folder`, such as ":/help/en": those with a match in the title first, then those with the most matches;
    /// the contents, which lead to all others, come last.
    std::vector<HelpHit> find(const QString& folder, const QString& text);

    /// The words of a search: what is between spaces, or in quotation marks.
    static QStringList words(const QString& text);
    /// Matches of all words together.
    static int total(const std::vector<HelpHit>& hits);

private:
    struct Page {
        QString topic;
        QString title;
        QString text; ///< without the title
    };
    void read(const QString& folder);

    QString m_folder; ///< that the pages are of; empty: not read yet
    std::vector<Page> m_pages;
};

} // namespace ui::pages
