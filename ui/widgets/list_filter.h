#pragma once

#include <QWidget>

namespace ui::widgets {

class Button;
class DataTable;
class Label;
class SearchField;

/// A search field above a list that hides the rows without the typed words, and says so if none is left. It is shown
/// while the list has more than `kFew` rows, and in a shorter list from `focusField()` until Esc. Down and Esc lead from
/// the field to the list.
class ListFilter final : public QWidget {
    Q_OBJECT
public:
    static constexpr int kFew = 8;

    /// `list` has its model, and must outlive this.
    explicit ListFilter(DataTable* list, QWidget* parent = nullptr);

    /// The placeholder, which is the accessible name as well.
    void setHint(const QString& hint);
    /// Shows the field and gives it the focus, unless the list has no rows.
    void focusField();

    /// Shows all rows again, for example of another list in the same place.
    void clear();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void settle();
    void apply();
    void close();
    bool isFound(int row, const QStringList& words) const;

    DataTable* m_list;
    SearchField* m_field;
    QWidget* m_none; ///< shown if no row has the words
    Label* m_noneText;
    Button* m_showAll;
    bool m_isOpened = false; ///< shown although the list is short
};

} // namespace ui::widgets
