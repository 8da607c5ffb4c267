# loft_floor(NAME [BELOW...]): the library loft_NAME from sim/NAME/*.c with the headers include/loft/NAME.
#
# Each floor's headers are reached through a folder of their own, so that including a header of a
# floor that isn't named here does not compile.
function(loft_floor name)
  set(stage ${CMAKE_BINARY_DIR}/include/${name}/loft)
  file(MAKE_DIRECTORY ${stage})
  file(CREATE_LINK ${CMAKE_SOURCE_DIR}/include/loft/${name} ${stage}/${name} SYMBOLIC)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/sim/${name}/*.c)
  if(NOT sources)
    add_library(loft_${name} INTERFACE)
    set(scope INTERFACE)
  else()
    add_library(loft_${name} STATIC ${sources})
    set(scope PUBLIC)
  endif()
  target_include_directories(loft_${name} ${scope} ${CMAKE_BINARY_DIR}/include/${name})
  foreach(below ${ARGN})
    target_link_libraries(loft_${name} ${scope} loft_${below})
  endforeach()
endfunction()
