#pragma once

#include <QMargins>
#include <QStringList>
#include <QWidget>

class QAbstractButton;
class QHBoxLayout;

namespace ui::widgets {

class ElidedLabel;

/// The margins of a page; smaller on a narrow one. All pages use them, so that their titles are at the same position.
QMargins pageMargins(const QWidget& page);

/// A page's title, a secondary phrase, and its actions on the right.
class PageHeader : public QWidget {
    Q_OBJECT
public:
    explicit PageHeader(const QString& title = {}, QWidget* parent = nullptr);

    /// A long title, such as a name, is elided where there is no room.
    void setTitle(const QString& title);
    void setPhrase(const QString& phrase);
    /// These phrases are never elided: other widgets in the row get the remaining space. Others are elided if there is
    /// no room.
    void keepPhrasesWhole(const QStringList& phrases);
    /// Adds the first action: the way back from a view that fills the page, active while it is visible.
    void addBack(QAbstractButton* button);
    /// Shows the back button and focuses it, before the focused widget is hidden: otherwise the focus would leave the
    /// page.
    void offerBack();
    /// Goes back; false: there is no way back.
    bool goBack();
    /// Left to right; the primary button last.
    void addAction(QWidget* control);
    /// Inserts an action at index `place`, from 0.
    void insertControl(int place, QWidget* control);
    using QWidget::addAction;

private:
    QHBoxLayout* m_row;
    ElidedLabel* m_title;
    ElidedLabel* m_phrase;
    QAbstractButton* m_back = nullptr;
};

} // namespace ui::widgets
