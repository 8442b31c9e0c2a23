# Fails if a string is not translated or `update_translations` would change a file.
#   cmake -DLUPDATE=... -DROOT=... -DWORK=... -P translations_test.cmake
file(MAKE_DIRECTORY ${WORK})
# Messages with a number that never exceeds 999.
set(small
  "<source>%n attempt(s)</source>"
  "<source>%n listed by the provider</source>"
  "<source>%n listed by the provider at %1</source>"
  "<source>%n in the catalog, as of %1</source>"
  "<source>%n named in the configuration</source>"
  "<source>Choose a date within the last %n year(s)</source>"
  "<source>%n model(s) found. Choose another model to test it.</source>")
foreach(language en zh_CN)
  set(kept ${ROOT}/resources/i18n/signalbox_${language}.ts)
  set(fresh ${WORK}/signalbox_${language}.ts)
  configure_file(${kept} ${fresh} COPYONLY)
  set(options -silent -no-obsolete -locations none)
  if(language STREQUAL "en")
    list(APPEND options -pluralonly)
  endif()
  execute_process(COMMAND ${LUPDATE} ${options} ${ROOT}/ui ${ROOT}/app ${ROOT}/gateway -ts ${fresh}
    WORKING_DIRECTORY ${ROOT} RESULT_VARIABLE result ERROR_VARIABLE complaints OUTPUT_QUIET)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "lupdate failed: ${complaints}")
  endif()
  file(STRINGS ${fresh} unfinished REGEX "type=\"(unfinished|vanished|obsolete)\"")
  list(LENGTH unfinished count)
  if(count GREATER 0)
    message(FATAL_ERROR "${count} strings of signalbox_${language}.ts wait for a translation: build update_translations and fill them in")
  endif()
  file(READ ${kept} before)
  file(READ ${fresh} after)
  if(NOT before STREQUAL after)
    message(FATAL_ERROR "signalbox_${language}.ts is not up to date: build update_translations")
  endif()
  # A count groups its digits like the other numbers of its page, in any language.
  file(READ ${kept} messages)
  string(REGEX REPLACE "[][;]" "" messages "${messages}") # they are special in a list
  string(REPLACE "</message>" ";" messages "${messages}")
  foreach(message IN LISTS messages)
    string(REGEX MATCH "<source>.*</source>" source "${message}")
    list(FIND small "${source}" place)
    if(message MATCHES "%n" AND place EQUAL -1)
      message(FATAL_ERROR "signalbox_${language}.ts: %Ln groups the digits, %n does not: ${message}")
    endif()
  endforeach()
  # A context that is not a class is never requested by the program.
  file(STRINGS ${kept} contexts REGEX "<name>")
  foreach(context IN LISTS contexts)
    if(NOT context MATCHES "<name>((ui|app)::[A-Za-z:]+|Commands|Configuration|Doctor|Error|Formatter|Pages|ProviderDraft)</name>")
      message(FATAL_ERROR "${context}: not the name of a class with its name spaces; tr() was called from outside the class")
    endif()
  endforeach()
endforeach()
# Error texts go through QT_TRANSLATE_NOOP, too. Texts assembled in code do not compile.
file(GLOB_RECURSE sources ${ROOT}/gateway/*.cpp ${ROOT}/gateway/*.h ${ROOT}/ui/*.cpp)
foreach(source IN LISTS sources)
  file(STRINGS ${source} raw REGEX "failure\\([A-Za-z:]*ErrorKind::[A-Za-z]+, {\"|Error( [a-z][A-Za-z]*)?{[A-Za-z:]*ErrorKind::[A-Za-z]+, {?\"|[.>]message = {\"|[^A-Za-z]Sentence(::of)?\\(\"[^\"]")
  if(raw)
    message(FATAL_ERROR "${source}: words that cannot be translated: ${raw}")
  endif()
endforeach()
# Text becomes a sentence only where it is marked or read from a file.
file(GLOB_RECURSE sources ${ROOT}/gateway/*.cpp ${ROOT}/gateway/*.h ${ROOT}/ui/*.cpp ${ROOT}/app/*.cpp)
list(FILTER sources EXCLUDE REGEX "gateway/core/(text/sentence[.]h|json/sentence_json[.]cpp)$")
foreach(source IN LISTS sources)
  file(STRINGS ${source} raw REGEX "Sentence::read\\(|Sentence::of\\([^()]*[.](c_str|data)\\(|Sentence::of\\([^()\"]*\\+")
  if(raw)
    message(FATAL_ERROR "${source}: words that cannot be translated: ${raw}")
  endif()
endforeach()
# What a record stores of an attempt is a `routing::AttemptReason`.
file(GLOB_RECURSE sources ${ROOT}/gateway/exchange/*.cpp)
foreach(source IN LISTS sources)
  file(STRINGS ${source} raw REGEX "unusableAnswer\\([^,]*, \"|[.](detail|reason) = [^;]*\"[^\"]*[a-z][^\"]*\"|(Broke|brokeOff\\()[({][^;]*\"[a-z]")
  if(raw)
    message(FATAL_ERROR "${source}: a reason that is not on the list: ${raw}")
  endif()
endforeach()
# Messages about a configuration go through QT_TRANSLATE_NOOP, as they could not be translated otherwise.
file(GLOB_RECURSE sources ${ROOT}/gateway/config/*.cpp ${ROOT}/gateway/config/*.h ${ROOT}/gateway/host/*.cpp)
list(FILTER sources EXCLUDE REGEX "gateway/config/foreign/")
foreach(source IN LISTS sources)
  file(STRINGS ${source} raw REGEX "[.>](error|warning)\\({?\"|refuse\\({?\"|reportWrong\\([^,\"]*, {?\"|Level::(Error|Warning), [^,]*, {?\"")
  if(raw)
    message(FATAL_ERROR "${source}: words that cannot be translated: ${raw}")
  endif()
endforeach()
