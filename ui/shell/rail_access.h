#pragma once

namespace ui::shell::rail_access {

/// The rail as a screen reader has it: a list of tabs, of which one is selected. Once is enough; more do no harm.
void install();

} // namespace ui::shell::rail_access
