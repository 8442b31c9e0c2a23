#pragma once

#include <QMargins>
#include <QStringList>
#include <QWidget>

class QAbstractButton;
class QHBoxLayout;

namespace ui::widgets {

class Label;
class ElidedLabel;

/// Around what a page shows; less on a narrow one. All pages take it, so that their titles stand in one place.
QMargins pageMargins(const QWidget& page);

/// A page's title, one secondary phrase, and its actions at the right.
class PageHeader : public QWidget {
    Q_OBJECT
public:
    explicit PageHeader(const QString& title = {}, QWidget* parent = nullptr);

    void setTitle(const QString& title);
    void setPhrase(const QString& phrase);
    /// Phrases that are shown whole: other things in the row have what is left. Any other is shortened where there is no room.
    void keepPhrasesWhole(const QStringList& phrases);
    /// The first of its actions: the way out of what stands alone on the page, while it is visible.
    void addBack(QAbstractButton* button);
    /// Shows that way and gives it the focus, ahead of hiding what has it: else it would go beyond the page.
    void offerBack();
    /// Takes that way; false: there is none.
    bool goBack();
    /// From left to right; the primary button last.
    void addAction(QWidget* control);
    /// As the action number `place`, from 0.
    void insertControl(int place, QWidget* control);
    using QWidget::addAction;

private:
    QHBoxLayout* m_row;
    Label* m_title;
    ElidedLabel* m_phrase;
    QAbstractButton* m_back = nullptr;
};

} // namespace ui::widgets
