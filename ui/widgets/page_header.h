#pragma once

#include <QMargins>
#include <QStringList>
#include <QWidget>

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
    /// From left to right; the primary button last.
    void addAction(QWidget* control);
    /// As the action number `place`, from 0.
    void insertControl(int place, QWidget* control);
    using QWidget::addAction;

private:
    QHBoxLayout* m_row;
    Label* m_title;
    ElidedLabel* m_phrase;
};

} // namespace ui::widgets
